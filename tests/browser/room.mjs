// Drives the pages of a served room in headless Chromium and answers one line of JSON.
//
// node room.mjs PLAYWRIGHT CHROMIUM PROFILE CHAIR EU READING WALL PICTURES
// CHAIR to WALL are addresses: of two parties who act, of one who reads, of the wall.
// Every request a page makes is written down; whether one left the machine is judged by the test.
import { createRequire } from "node:module";
const [playwright, chromium, profile, chair, eu, reading, wall, pictures] = process.argv.slice(2);
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
const focused = async (page) => {
  await page.bringToFront();
  await page.locator(".xterm-helper-textarea").focus();
  await forget(page);
};
async function goTo3(page) {
  await focused(page);
  await keys(page, "g"); await until(page, "Go to");
  await keys(page, "'3", "Enter"); await until(page, "3 open");
}
try {
  const presiding = await opened(chair);
  await until(presiding, "CHAIR (presiding)");
  let mine = await opened(eu);
  await until(mine, "EU (delegation)");
  const theirs = await opened(reading);
  await until(theirs, "reading only");
  const shown = await opened(wall);
  await until(shown, "follows CHAIR");

  // Move: the wall follows who presides.
  await goTo3(presiding);
  said.steps.wall = await until(shown, "Decide to review progress");

  // Amend, and see it in the other pages.
  await goTo3(mine);
  await keys(mine, "a"); await until(mine, "Amend 3 as EU");
  await keys(mine, "' Indeed."); await until(mine, "Indeed.+}");
  await forget(theirs); await forget(shown);
  await keys(mine, "Control+s");
  said.steps.amended = await until(theirs, "Indeed", 5000);
  await until(shown, "Indeed", 5000);
  await until(presiding, "Indeed", 5000);

  // Decide, and see it in the other pages.
  await focused(presiding);
  await keys(presiding, "3"); await until(presiding, "The decision");
  await forget(presiding);
  await keys(presiding, "Enter"); await until(presiding, "It is so decided?");
  await forget(theirs);
  await keys(presiding, "Enter");
  said.steps.decided = await until(theirs, "Indeed", 5000);
  await until(presiding, "Recorded", 5000);
  if (pictures) {
    await presiding.screenshot({ path: pictures + "/acting.png" });
    await shown.bringToFront(); await new Promise((done) => setTimeout(done, 400));
    await shown.screenshot({ path: pictures + "/wall.png" });
  }

  // A page closed in the middle of an amendment: what was written comes back.
  await focused(mine);
  await keys(mine, "a"); await until(mine, "Amend 3 as EU");
  await keys(mine, "' Twice."); await until(mine, "draft kept");
  await mine.close();
  mine = await opened(eu);
  await until(mine, "Unsent drafts of EU are kept for 3.");
  await goTo3(mine);
  await keys(mine, "a"); await until(mine, "draft of earlier restored");
  await until(mine, "Twice+}");
  said.restored = true;
  if (pictures) await mine.screenshot({ path: pictures + "/restored.png" });

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
