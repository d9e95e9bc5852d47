// Notes, from the page itself, when it last stirred and when that was painted (see steps.py), and when our own
// map first showed another day than at the key press. The page looks
// for the frames in it, because a frame's document may be replaced after the frame has begun.
(() => {
  "use strict";

  if (window !== window.top) return;
  const log = { key: 0, busy: 0, painted: 0, shown: 0 };
  window.__steps = log;
  const now = () => performance.timeOrigin + performance.now();
  const views = new WeakSet();
  const observed = new WeakSet();
  // The moment our own map stands at; nothing for a page that has another map.
  const moment = () => {
    for (const { contentWindow: view } of document.querySelectorAll("iframe")) {
      if (view && view.passage && view.passage.stats) return view.passage.stats().window[2];
    }
    return null;
  };
  let waiting = false;
  let before = null;
  const stirred = () => {
    log.busy = Math.max(log.busy, now());
    if (waiting) return;
    waiting = true;
    // A frame begins here, and what comes after it in the queue runs once it is painted.
    requestAnimationFrame(() =>
      setTimeout(() => {
        waiting = false;
        log.painted = Math.max(log.painted, now());
        if (before !== null && !log.shown && moment() !== before) log.shown = log.painted;
      }, 0),
    );
  };
  const hook = (type, names) => {
    for (const name of type ? names : []) {
      const plain = type.prototype[name];
      type.prototype[name] = function hooked(...all) {
        stirred();
        return plain.apply(this, all);
      };
    }
  };
  const watch = (view) => {
    if (views.has(view)) return;
    views.add(view);
    hook(view.CanvasRenderingContext2D, [
      "clearRect",
      "fill",
      "stroke",
      "fillRect",
      "drawImage",
      "putImageData",
      "fillText",
    ]);
    hook(view.WebGLRenderingContext, ["drawArrays", "drawElements"]);
    hook(view.WebGL2RenderingContext, [
      "drawArrays",
      "drawElements",
      "drawArraysInstanced",
      "drawElementsInstanced",
    ]);
    new view.PerformanceObserver(stirred).observe({ type: "longtask" });
  };
  watch(window);
  addEventListener(
    "keydown",
    (event) => {
      if (!event.key.startsWith("Arrow")) return;
      log.key = performance.timeOrigin + event.timeStamp;
      log.shown = 0;
      before = moment();
    },
    true,
  );
  setInterval(() => {
    for (const { contentWindow: view, contentDocument: inside } of document.querySelectorAll("iframe")) {
      if (!view || !inside) continue;
      watch(view);
      if (observed.has(inside)) continue;
      observed.add(inside);
      new MutationObserver(stirred).observe(inside, { subtree: true, childList: true, attributes: true });
    }
  }, 50);
})();
