/* On a site of another theme: the way to the root is made whole before anything else reads it, since pages that are shown
   without being loaded (navigation.instant of Material) leave the scripts with another address than they began with. */
(function () {
  "use strict";
  const holder = document.getElementById("ainotes-config");
  if (!holder) return;
  const root = new URL(JSON.parse(holder.textContent).root + "/", document.baseURI).href.replace(/\/$/, "");
  holder.textContent = JSON.stringify({ root });
})();
