// Drives two pages of a served room in headless Chromium and answers one line of JSON.
//
// node room.mjs PLAYWRIGHT CHROMIUM PROFILE ACTING_ADDRESS READING_ADDRESS WALL_ADDRESS PICTURES
// Every request a page makes is written down; whether one left the machine is judged by the test.
import { createRequire } from "node:module";
const [playwright, chromium, profile, acting, reading, wall, pictures] = process.argv.slice(2);
const require = createRequire(playwright + "/");
const browser = await require("playwright-core").chromium.launchPersistentContext(profile, {
  executablePath: chromium,
  headless: true,
  viewport: { width: 1440, height: 860 },
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
});
const asked = [];
const said = { requests: asked, steps: {}, closed: [] };
browser.on("request", (request) => asked.push(request.url()));

// What the page was sent, as the terminal in it shows it: a screen of cells, kept by the socket.
const READ = `
  window.__said = "";
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...given) {
      super(...given);
      window.__socket = this;
      const decoder = new TextDecoder();
      this.addEventListener("message", (event) => {
        if (typeof event.data !== "string") {
          window.__said += decoder.decode(new Uint8Array(event.data), { stream: true });
        }
      });
    }
  };
`;
async function opened(address) {
  const page = await browser.newPage();
  await page.addInitScript(READ);
  page.on("websocket", (socket) => asked.push(socket.url()));
  await page.goto(address);
  return page;
}
const plain = (page) => page.evaluate(() =>
  window.__said.replace(/\x1b\[[0-9;?<>=]*[a-zA-Z]/g, "").replace(/\s+/g, " "));
const forget = (page) => page.evaluate(() => { window.__said = ""; });
async function until(page, words, within = 30000) {
  const begun = performance.now();
  while (!(await plain(page)).includes(words)) {
    if (performance.now() - begun > within) {
      const seen = (await plain(page)).slice(-1500);
      throw new Error(`no ${JSON.stringify(words)} in ${seen}`);
    }
    await new Promise((again) => setTimeout(again, 10));
  }
  return performance.now() - begun;
}
async function keys(page, ...pressed) {
  for (const key of pressed) {
    if (key.length > 1 && key.startsWith("'")) await page.keyboard.type(key.slice(1));
    else await page.keyboard.press(key);
  }
}
try {
  const mine = await opened(acting);
  await until(mine, "CHAIR (presiding)");
  const theirs = await opened(reading);
  await until(theirs, "reading only");
  const shown = await opened(wall);
  await until(shown, "follows CHAIR");
  await mine.bringToFront();
  await mine.locator(".xterm-helper-textarea").focus();

  // Move.
  await keys(mine, "g"); await until(mine, "Go to");
  await keys(mine, "'3", "Enter"); await until(mine, "3 open");
  said.steps.wall = await until(shown, "Decide to review progress");

  // Amend, and see it in the other page.
  await forget(mine); await forget(theirs); await forget(shown);
  await keys(mine, "a"); await until(mine, "Amend 3 as CHAIR");
  await keys(mine, "' Indeed."); await until(mine, "Indeed+}");
  await forget(theirs);
  await keys(mine, "Control+s");
  said.steps.amended = await until(theirs, "Indeed", 5000);
  await until(shown, "Indeed", 5000);

  // Decide, and see it in the other page.
  await new Promise((done) => setTimeout(done, 300));
  await forget(mine);
  await keys(mine, "3"); await until(mine, "The decision");
  await forget(mine);
  await keys(mine, "Enter"); await until(mine, "It is so decided?");
  await forget(theirs);
  await keys(mine, "Enter");
  said.steps.decided = await until(theirs, "Indeed", 5000);
  await until(mine, "Recorded", 5000);
  if (pictures) {
    await mine.screenshot({ path: pictures + "/acting.png" });
    await shown.bringToFront(); await new Promise((done) => setTimeout(done, 400));
    await shown.screenshot({ path: pictures + "/wall.png" });
  }

  // A page that reads only: every way of acting is refused.
  await theirs.bringToFront();
  await theirs.locator(".xterm-helper-textarea").focus();
  for (const key of ["a", "d", "i", "m", "N", "k", "u", "2"]) {
    await forget(theirs);
    await keys(theirs, key);
    await until(theirs, "This seat reads only", 5000);
    said.closed.push(key);
    await new Promise((done) => setTimeout(done, 120));
  }
  if (pictures) await theirs.screenshot({ path: pictures + "/reading.png" });
} catch (error) {
  said.error = String(error);
}
await browser.close();
console.log(JSON.stringify(said));
