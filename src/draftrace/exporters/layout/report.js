"use strict";
(() => {
  const id = (name) => document.getElementById(name);
  const articles = [...document.querySelectorAll("main article")];
  const beside = [...document.querySelectorAll("#struck article, #coverage tbody tr")];
  const histories = [...document.querySelectorAll("article > details")];
  const words = [...document.querySelectorAll(".wording .w")];
  const kinds = ["party", "meeting", "source"];
  const lists = { party: "parties", meeting: "meetings", source: "sources" };
  const said = new Map([...articles, ...beside].map((a) => [a, a.textContent.toLocaleLowerCase()]));
  const among = (element, kind, value) =>
    !value || (element.dataset[lists[kind]] || "").split("|").some((one) =>
      one === value || (kind === "source" && one.startsWith(value + ":")));

  const open = (whether) => {
    for (const history of histories) history.open = whether;
    id("unfold").setAttribute("aria-pressed", String(whether));
    id("unfold").textContent = whether ? "Close all histories" : "Open all histories";
  };

  const show = () => {
    const sought = id("search").value.trim().toLocaleLowerCase();
    const wanted = kinds.map((kind) => [kind, id(kind).value.replaceAll("|", " ")]);
    // A conclusion has sources but no parties and meetings: those filters leave it alone.
    const fits = (each) => (!sought || said.get(each).includes(sought)) &&
      wanted.every(([kind, value]) => each.dataset[lists[kind]] === undefined || among(each, kind, value));
    for (const each of [...articles, ...beside]) each.hidden = !fits(each);
    const count = articles.filter((article) => !article.hidden).length;
    const struck = id("struck");
    if (struck) struck.hidden = !struck.querySelector("article:not([hidden])");
    const filtered = wanted.some(([, value]) => value);
    document.body.classList.toggle("filtered", filtered);
    for (const word of words)
      word.classList.toggle("hit", filtered && wanted.every(([kind, value]) => among(word, kind, value)));
    id("shown").textContent = `${count} of ${articles.length} provisions shown.`;
  };

  open(false);
  id("tools").hidden = false;
  id("search").addEventListener("input", show);
  for (const kind of kinds) id(kind).addEventListener("change", show);
  id("unfold").addEventListener("click", () => open(id("unfold").getAttribute("aria-pressed") !== "true"));
  id("reset").addEventListener("click", () => {
    for (const name of ["search", ...kinds]) id(name).value = "";
    show();
    id("search").focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      id("search").focus();
    }
  });
  let before = [];
  addEventListener("beforeprint", () => { before = histories.map((h) => h.open); for (const h of histories) h.open = true; });
  addEventListener("afterprint", () => histories.forEach((h, n) => { h.open = before[n]; }));
  const target = () => {
    const named = decodeURIComponent(location.hash.slice(1));
    const article = named && id(named);
    const history = article && article.querySelector("details");
    if (history) history.open = true;
    if (article) article.scrollIntoView();
  };
  addEventListener("hashchange", target);
  show();
  target();
})();
