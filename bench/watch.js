// Notes in every frame when the page last stirred and when that was painted (see steps.py).
(() => {
  let top;
  try { top = window.top; void top.document; } catch (error) { return; }
  const log = top.__steps ||= { key: 0, busy: 0, painted: 0 };
  const now = () => performance.timeOrigin + performance.now();
  let waiting = false;
  const stirred = () => {
    log.busy = Math.max(log.busy, now());
    if (waiting) return;
    waiting = true;
    // A frame begins here, and what comes after it in the queue runs once it is painted.
    requestAnimationFrame(() => setTimeout(() => {
      waiting = false;
      log.painted = Math.max(log.painted, now());
    }, 0));
  };
  const hook = (type, names) => {
    if (!type) return;
    for (const name of names) {
      const plain = type.prototype[name];
      type.prototype[name] = function (...all) { stirred(); return plain.apply(this, all); };
    }
  };
  hook(window.CanvasRenderingContext2D,
    ["clearRect", "fill", "stroke", "fillRect", "drawImage", "putImageData", "fillText"]);
  hook(window.WebGLRenderingContext, ["drawArrays", "drawElements"]);
  hook(window.WebGL2RenderingContext,
    ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]);
  new PerformanceObserver(stirred).observe({ type: "longtask" });
  if (window === top) {
    addEventListener("keydown", (event) => {
      if (event.key.startsWith("Arrow")) log.key = performance.timeOrigin + event.timeStamp;
    }, true);
  } else {
    new MutationObserver(stirred).observe(document, { subtree: true, childList: true, attributes: true });
  }
})();
