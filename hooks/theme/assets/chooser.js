// Goes to the reader's own language, if the site has it. Remembers nothing.
"use strict";
(() => {
  const links = [...document.querySelectorAll("a[hreflang]")];
  for (const wanted of navigator.languages || [navigator.language]) {
    for (let tag = wanted.toLowerCase(); tag; tag = tag.replace(/(^|-)[^-]*$/, "")) {
      const link = links.find((each) => each.hreflang.toLowerCase() === tag);
      if (link) {
        location.replace(link.href);
        return;
      }
    }
  }
})();
