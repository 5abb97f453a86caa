/* Only in the preview: shows problems, and loads the page again, at the same place, when it has changed. */
(function () {
  "use strict";
  const place = "ainotes-preview-scroll:" + location.pathname;
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const back = () => window.scrollTo(0, Number(kept));
    back();
    window.addEventListener("load", back);
  }

  /* A problem begins with its file; the pages of entries and of sources name theirs. */
  function isHere(problem) {
    const content = document.querySelector(".md-content");
    return content !== null && content.textContent.includes(problem.split(":")[0]);
  }

  function element(name, css, ...inside) {
    const made = document.createElement(name);
    made.style.cssText = css;
    made.append(...inside);
    return made;
  }

  /* What is closed stays closed until something else is wrong; an open list leaves room below the text. */
  const CLOSED = "ainotes-preview-closed";
  function show(problems, words) {
    document.getElementById("ainotes-preview")?.remove();
    document.body.style.paddingBottom = "";
    const told = JSON.stringify(problems);
    if (!problems.length || sessionStorage.getItem(CLOSED) === told) return;
    const here = problems.filter(isHere);
    const others = problems.filter((problem) => !here.includes(problem));
    const row = "overflow-wrap:anywhere;padding:.3rem 0;border-top:1px solid var(--an-border,#8886)";
    const rows = [...here, ...others].map((problem) => element("div", row, problem));
    const list = element("div", "margin-top:.4rem", ...rows);
    const close = element("button", "all:unset;cursor:pointer;padding:0 .5rem;float:right;outline:revert", "×");
    const summary = element("summary", "cursor:pointer;font-weight:600", words.summary);
    const details = element("details", "", summary, list);
    const box = element("aside", "", close, details);
    close.setAttribute("aria-label", words.close);
    details.open = here.length > 0;
    box.id = "ainotes-preview";
    box.setAttribute("role", "status");
    box.style.cssText =
      "position:fixed;inset:auto 1rem 1rem auto;z-index:99;max-width:min(44rem,100vw - 2rem);max-height:40vh;overflow:auto;" +
      "box-sizing:border-box;padding:.5rem .75rem;background:var(--an-surface,#fff);color:var(--an-text,#222);" +
      "border:1px solid var(--an-border-strong,#888);border-inline-start:4px solid var(--an-accent,#a5341f);border-radius:.4rem;" +
      "box-shadow:var(--an-shadow,0 2px 12px #0003);font:14px/1.55 var(--an-sans,system-ui,sans-serif)";
    const makeRoom = () => (document.body.style.paddingBottom = box.isConnected ? box.offsetHeight + 32 + "px" : "");
    close.addEventListener("click", () => {
      sessionStorage.setItem(CLOSED, told);
      box.remove();
      makeRoom();
    });
    details.addEventListener("toggle", makeRoom);
    document.body.append(box);
    makeRoom();
  }

  const page = document.currentScript.dataset.page;
  let version = null;
  async function follow() {
    for (;;) {
      try {
        const asked = new URLSearchParams({ after: version === null ? "" : version, page: location.pathname });
        const answer = await fetch("/__ainotes/changes?" + asked);
        const news = await answer.json();
        if (news.page !== page) {
          sessionStorage.setItem(place, String(window.scrollY));
          location.reload();
          return;
        }
        version = news.version;
        show(news.problems, news.words);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }
  follow();
})();
