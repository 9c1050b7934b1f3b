// Searches the site in the page's language. Nothing is fetched before the reader searches, and
// nothing is stored. What the files hold: search_shards.py. Every word shown is in the page.
"use strict";
(() => {
  const WEIGHTS = [8, 6, 4, 3, 2, 1.5, 1, 0.75]; // of levels: see search_index.py
  const AT_ONCE = 10; // results
  const IN_A_FILE = 20; // records, as in search/index.py
  const WORD = /([\p{L}\p{N}]+)(?:['’:]\p{L}{1,4}(?![\p{L}\p{N}]))?/gu;
  const form = document.getElementById("search");
  const status = document.getElementById("search-status");
  const list = document.getElementById("search-results");
  const more = document.getElementById("search-more");
  const title = document.title;
  const fetched = new Map();
  let latest = 0; // number of the newest search: an older one that comes late is not shown
  let rest = []; // results not shown yet
  let matches = () => false;

  const wordsIn = (text) => [...text.normalize("NFC").toLowerCase().matchAll(WORD)]
    .map((match) => match[1])
    .filter((word) => word.length > 1 || /\p{N}/u.test(word));
  const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");
  const unwritten = (text) => text.split(" ").map((part) => (part === "-" ? "" : part));

  function load(path, as) {
    if (!fetched.has(path)) {
      const options = path === "index.json" ? { cache: "no-cache" } : {}; // the others never change
      const answer = fetch(path, options).then((found) => {
        if (!found.ok) throw new Error(path);
        return found[as]();
      });
      fetched.set(path, answer);
    }
    return fetched.get(path);
  }

  // The file for the longest beginning that fits; with `longer`, those too that go on from there.
  async function shards(kind, word, longer = false) {
    const names = (await load("index.json", "json"))[kind];
    const key = plain(word);
    let end = key.length;
    while (end > 0 && !Object.hasOwn(names, key.slice(0, end))) end -= 1;
    const found = Object.hasOwn(names, key.slice(0, end)) ? [key.slice(0, end)] : [];
    const goesOn = (name) => name !== key && name.startsWith(key);
    if (longer) found.push(...Object.keys(names).filter(goesOn).slice(0, 4));
    return Promise.all(found.map((name) => load(`${kind}/${names[name]}.txt`, "text")));
  }

  // Every form that the shards know: [form, lemma, what all forms of the word begin with].
  function formsIn(texts) {
    const found = [];
    for (const text of texts) {
      const [inflected, odd] = text.split("\n\n");
      for (const line of inflected ? inflected.split("\n") : []) {
        const [endings, stems] = line.split("\t").map(unwritten);
        for (const stem of stems) {
          for (const ending of endings) found.push([stem + ending, stem + endings[0], stem]);
        }
      }
      for (const line of odd ? odd.split("\n") : []) {
        const [word, lemma] = line.split(" ");
        found.push([word, lemma, word]);
      }
    }
    return found;
  }

  function begun(one, other) {
    let length = 0;
    while (length < one.length && one[length] === other[length]) length += 1;
    return length;
  }

  // Whether one letter is missing, wrong or too many, or two have changed places.
  function isTypo(one, other) {
    const start = begun(one, other);
    const most = Math.min(one.length, other.length) - start;
    let end = 0;
    while (end < most && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const a = one.slice(start, one.length - end);
    const b = other.slice(start, other.length - end);
    return (a.length < 2 && b.length < 2) || (b.length === 2 && a === b[1] + b[0]);
  }

  // What a word may be: itself, itself with something attached, without accents, as a beginning;
  // else something like it.
  async function find(word) {
    const { attached } = await load("index.json", "json");
    const shorter = (each) => attached
      .filter(([end]) => each.endsWith(end) && each.length - end.length > 2)
      .map(([end, instead]) => each.slice(0, each.length - end.length) + instead);
    const once = shorter(word);
    for (const tried of [[word], once, once.flatMap(shorter)]) {
      const texts = (await Promise.all(tried.map((each) => shards("words", each)))).flat();
      const answer = chosen(formsIn(new Set(texts)), (each) => tried.includes(each), true);
      if (answer) return answer;
    }
    const near = formsIn(await shards("words", word, true));
    const common = Math.max(4, word.length - 4, ...near.map(([each]) => begun(each, word)));
    return chosen(near, (each) => plain(each) === plain(word), true)
      || (word.length > 2 && chosen(near, (each) => each.startsWith(word), true))
      || (word.length > 3 && chosen(near, (each) => isTypo(each, word), false))
      || chosen(near, (each) => begun(each, word) === common && each.length < common + 5, false)
      || { isExact: false, forms: [], lemmas: [] };
  }

  // The lemmas of the forms that are fit, with all their forms.
  function chosen(known, isFit, isExact) {
    const lemmas = new Set(known.filter(([each]) => isFit(each)).map(([, lemma]) => lemma));
    const forms = known.filter(([, lemma]) => lemmas.has(lemma));
    return lemmas.size ? { isExact, forms, lemmas: [...lemmas] } : null;
  }

  function numbersIn(deltas) {
    let last = 0;
    return deltas.split(",").map((delta) => (last += parseInt(delta, 36)));
  }

  async function lineOf(kind, key) {
    const texts = await shards(kind, kind === "filters" ? "" : key);
    const lines = texts.flatMap((text) => text.split("\n"));
    return lines.find((line) => line.startsWith(`${key}\t`))?.slice(key.length + 1) || "";
  }

  // The records that have one of the lemmas, each with its best weight.
  async function placesOf(lemmas) {
    const best = new Map();
    const kinds = ["places", "earlier"]; // this year, and the years before
    const asked = lemmas.flatMap((lemma) => kinds.map((kind) => lineOf(kind, lemma)));
    for (const line of await Promise.all(asked)) {
      for (const part of line ? line.split(" ") : []) {
        const [level, deltas] = part.split(":");
        for (const number of numbersIn(deltas)) {
          best.set(number, Math.max(best.get(number) || 0, WEIGHTS[level]));
        }
      }
    }
    return best;
  }

  async function allowed(wanted) {
    let found = null;
    for (const name of ["kind", "topic", "year"]) {
      if (!wanted.get(name)) continue;
      const line = await lineOf("filters", `${name}:${wanted.get(name)}`);
      const numbers = new Set(line ? numbersIn(line) : []);
      found = found ? new Set([...found].filter((number) => numbers.has(number))) : numbers;
    }
    return found;
  }

  // The numbers of the records found, best first, and what the reader should know of them.
  async function search(wanted) {
    const words = [...new Set(wordsIn(wanted.get("q") || ""))];
    const asked = await Promise.all(words.map(find));
    const places = await Promise.all(asked.map(({ lemmas }) => placesOf(lemmas)));
    const only = await allowed(wanted);
    const score = new Map();
    for (const number of words.length ? places.flatMap((each) => [...each.keys()]) : only || []) {
      if (only && !only.has(number)) continue;
      const weights = places.map((each) => each.get(number) || 0);
      const sum = weights.reduce((all, each) => all + each, 0);
      score.set(number, [weights.filter(Boolean).length, sum]);
    }
    const most = Math.max(0, ...[...score.values()].map(([count]) => count));
    const numbers = [...score.keys()].filter((number) => score.get(number)[0] === most);
    numbers.sort((a, b) => score.get(b)[1] - score.get(a)[1] || b - a);
    const isExact = asked.every((each) => each.isExact);
    const said = most < words.length ? "some" : isExact ? "" : "similar";
    return { numbers, said, matches: matcher(asked.flatMap((each) => each.forms)) };
  }

  // Whether a word of a text is one that was found, or has one in it.
  function matcher(known) {
    const forms = new Set(known.map(([form]) => form));
    const within = new Set(known.flatMap(([, lemma, stem]) => [lemma, stem]));
    const parts = [...within].filter((each) => each.length > 3);
    return (word) => forms.has(word) || parts.some((part) => word.includes(part));
  }

  // The text in an element, with what was found in it marked.
  function write(element, text) {
    let end = 0;
    for (const match of text.matchAll(WORD)) {
      if (!matches(match[1].toLowerCase())) continue;
      const mark = document.createElement("mark");
      mark.textContent = match[1];
      element.append(text.slice(end, match.index), mark);
      end = match.index + match[1].length;
    }
    element.append(text.slice(end));
  }

  // Some 250 letters of the first passage that has what was found, else of the first.
  function excerpt(passages) {
    const isFound = (match) => matches(match[1].toLowerCase());
    const at = (text) => [...text.matchAll(WORD)].find(isFound)?.index ?? -1;
    const text = passages.find((each) => at(each) >= 0) || passages[0] || "";
    const start = at(text) > 100 ? text.indexOf(" ", at(text) - 80) + 1 : 0;
    const end = text.length > start + 260 ? text.lastIndexOf(" ", start + 240) : text.length;
    const shown = text.slice(start, Math.max(end, start + 200));
    return `${start ? "… " : ""}${shown}${end < text.length ? " …" : ""}`;
  }

  function item(record) {
    const item = document.getElementById("search-result").content.cloneNode(true);
    const marks = new Set(record.marks);
    const hasExpired = record.expires && Date.parse(record.expires) <= Date.now();
    if (hasExpired) marks.add("past").delete("now"); // after the site was built
    for (const label of item.querySelectorAll("[data-mark]")) {
      if (!marks.has(label.dataset.mark)) label.remove();
    }
    item.querySelector("a").href = record.url;
    write(item.querySelector("a"), record.title);
    write(item.querySelector(".tk-card__summary"), excerpt(record.passages));
    const line = item.querySelector(".tk-card__time");
    if (record.published) {
      const time = document.createElement("time");
      time.dateTime = record.published;
      time.textContent = record.when;
      line.append(time);
    }
    line.append([...(record.when ? [""] : []), ...record.topics].join(" · "));
    return item;
  }

  async function show(mine) {
    const numbers = rest.splice(0, AT_ONCE);
    const names = (await load("index.json", "json")).records;
    const files = numbers.map((each) => load(`records/${names[Math.floor(each / IN_A_FILE)]}.json`, "json"));
    const records = (await Promise.all(files)).map((held, at) => held[numbers[at]]);
    if (mine !== latest) return;
    list.append(...records.map(item));
    more.hidden = !rest.length;
  }

  function count(number) {
    const counts = document.getElementById("search-counts").content;
    const kind = new Intl.PluralRules(document.documentElement.lang).select(number);
    const said = counts.querySelector(`[data-plural="${kind}"]`) || counts.lastElementChild;
    return said.textContent.replace(said.dataset.number, number);
  }

  async function run(isFirstTry = true) {
    const mine = ++latest;
    const wanted = new URLSearchParams(location.search);
    for (const field of form.elements) if (field.name) field.value = wanted.get(field.name) || "";
    const query = (wanted.get("q") || "").trim();
    document.title = query ? `${query} – ${title}` : title;
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    list.ariaBusy = "false";
    if (![...wanted.values()].some((value) => value.trim())) return;
    list.ariaBusy = "true"; // keeps its place, so that nothing below it jumps
    try {
      const answer = await search(wanted);
      if (mine !== latest) return;
      ({ numbers: rest, matches } = answer);
      const told = [rest.length ? count(rest.length) : form.dataset.none];
      if (rest.length && answer.said) told.push(form.dataset[answer.said]);
      await show(mine);
      if (mine === latest) status.textContent = told.join(" ");
    } catch {
      fetched.clear(); // the site may have been published anew, with other files
      if (mine !== latest) return;
      if (isFirstTry) run(false);
      else status.textContent = form.dataset.failed;
    }
    if (mine === latest) list.ariaBusy = "false";
  }

  function go() {
    const filled = [...new FormData(form)].filter(([, value]) => value.trim());
    const wanted = String(new URLSearchParams(filled));
    history.pushState(null, "", location.pathname + (wanted && `?${wanted}`));
    run();
  }

  document.getElementById("search-without").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go();
  });
  for (const field of form.querySelectorAll("select")) field.addEventListener("change", go);
  more.addEventListener("click", async () => {
    const shown = list.children.length;
    await show(latest);
    list.children[shown]?.querySelector("a").focus();
  });
  document.addEventListener("keydown", (event) => {
    const field = form.elements.q;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && isPlain && !event.target.matches("input, select, textarea")) {
      event.preventDefault();
      field.focus();
      field.select();
    } else if (event.key === "Escape" && event.target === field) {
      event.preventDefault();
      field.value = "";
    }
  });
  addEventListener("popstate", () => run());
  run();
})();
