/// What a page does beside being read: it marks what a claim rests on. Without it, a claim leads to the first of that.
enum ReportScript {
  /// Of `text` between the ends of its lines, as the page's policy names it: the browser runs this script and no other,
  /// whatever a peer's octets say. Of a script that was changed, `openssl sha256 -binary | base64` has the new one.
  ///
  /// Source: Content Security Policy Level 3 §2.3.1.
  static let digest = "sha256-Zip88wcMQcx3hzj5krZnAP2EOqHLlbOgOkWJR/pU5ss="

  /// JavaScript.
  static let text = #"""
    (() => {
      const ranges = (text) => (text ?? "").split(",").filter(Boolean).map((part) => {
        const [low, high] = part.split("-").map(Number);
        return [low, high ?? low];
      });
      const meet = (some, others) => some.some(([low, high]) => others.some(([from, to]) => low <= to && from <= high));
      const all = (selector, root = document) => [...root.querySelectorAll(selector)];
      const clear = () => {
        for (const element of all(".on")) element.classList.remove("on");
        for (const link of all("[aria-pressed=true]")) link.setAttribute("aria-pressed", "false");
        for (const status of all("[role=status]")) status.textContent = "";
      };
      const mark = (link) => {
        const wasMarked = link.getAttribute("aria-pressed") === "true";
        clear();
        if (wasMarked) return;
        const frames = ranges(link.dataset.f), events = ranges(link.dataset.e);
        const body = link.closest(".run-body");
        const found = all(".drawings [data-f], .drawings [data-e]", body)
          .filter((one) => meet(frames, ranges(one.dataset.f)) || meet(events, ranges(one.dataset.e)));
        for (const one of found) one.classList.add("on");
        link.setAttribute("aria-pressed", "true");
        link.closest("li").classList.add("on");
        history.replaceState(null, "", `#${link.closest("li").id}`);
        const rows = found.filter((one) => one.matches(".row, .frame"));
        const target = document.getElementById(link.hash.slice(1));
        const first = rows.includes(target) ? target : rows[0] ?? found[0] ?? target;
        for (const row of [...rows, first])
          for (let part = row?.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        const { top, bottom } = (first ?? link).getBoundingClientRect();
        if (top < 0 || bottom > innerHeight)
          first?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
        const count = rows.length;
        link.closest(".claims").querySelector("[role=status]").textContent =
          `Marked: ${count} line${count === 1 ? "" : "s"}, ${found.length - count} places over time.`;
      };
      for (const link of all("a.claim-head")) {
        link.setAttribute("role", "button");
        link.setAttribute("aria-pressed", "false");
      }
      addEventListener("click", (event) => {
        const claim = event.target.closest("li.claim");
        const link = claim?.querySelector("a.claim-head");
        // What is selected in a claim is to be copied.
        if (!link || (!event.target.closest("a") && String(getSelection()) !== "")) return;
        event.preventDefault();
        mark(link);
      });
      addEventListener("keydown", (event) => {
        if (event.key === "Escape") clear();
        if (event.key === " " && event.target.matches("a.claim-head")) {
          event.preventDefault();
          mark(event.target);
        }
      });
      const follow = () => {
        const link = document.getElementById(location.hash.slice(1))?.querySelector(":scope > a.claim-head");
        if (link?.getAttribute("aria-pressed") === "false") mark(link);
      };
      addEventListener("hashchange", follow);
      let closed = [];
      addEventListener("beforeprint", () => {
        closed = all("details:not([open])");
        for (const part of closed) part.open = true;
      });
      addEventListener("afterprint", () => { for (const part of closed) part.open = false; });
      document.documentElement.classList.add("scripted");
      follow();
    })();
    """#
}
