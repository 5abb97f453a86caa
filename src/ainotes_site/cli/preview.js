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

  function show(problems) {
    document.getElementById("ainotes-preview")?.remove();
    if (!problems.length) return;
    const box = document.createElement("aside");
    box.id = "ainotes-preview";
    box.setAttribute("role", "status");
    box.style.cssText =
      "position:fixed;inset:auto 1rem 1rem;z-index:99;max-height:40vh;overflow:auto;padding:.75rem 1rem;" +
      "background:#7a1f1f;color:#fff;border-radius:.5rem;font:14px/1.6 monospace;white-space:pre-wrap";
    box.textContent = problems.join("\n");
    document.body.append(box);
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
        show(news.problems);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }
  follow();
})();
