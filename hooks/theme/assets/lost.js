// Puts the language of the path that was asked for first.
"use strict";
(() => {
  const main = document.querySelector("main");
  const tag = location.pathname.slice(main.dataset.root.length).split("/")[0];
  const section = [...main.children].find((each) => each.lang === tag);
  if (section) {
    main.prepend(section);
    document.documentElement.lang = tag;
  }
})();
