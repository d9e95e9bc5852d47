// Frames of several messages are taken apart (components/server/one_frame.py), and each message reaches Streamlit at
// once: it then draws its page once for all of them.
(() => {
  "use strict";
  const MARK = [0xfa, 0x7f];
  const LENGTH = 4;
  // An attribute of the page's root from what is said to the server until the next answer.
  const ASKED = "data-asked";
  const root = document.documentElement;

  /** @param {ArrayBuffer} frame @returns {ArrayBuffer[]} */
  function messagesOf(frame) {
    const view = new DataView(frame);
    if (frame.byteLength < MARK.length || MARK.some((byte, at) => view.getUint8(at) !== byte)) return [frame];
    const messages = [];
    for (let at = MARK.length; at < frame.byteLength;) {
      const length = view.getUint32(at, true);
      messages.push(frame.slice(at + LENGTH, at + LENGTH + length));
      at += LENGTH + length;
    }
    return messages;
  }

  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    /** @param {string | URL} url @param {string | string[]} [protocols] */
    constructor(url, protocols) {
      const address = new URL(url);
      address.searchParams.set("several", "1");
      super(address, protocols);
    }

    /** @param {string | ArrayBuffer | Blob | ArrayBufferView<ArrayBuffer>} data */
    send(data) {
      super.send(data);
      // Streamlit says that a page runs when it hears of it, which is now at the end of most runs.
      root.setAttribute(ASKED, "");
      document.dispatchEvent(new CustomEvent("passage:asked"));
    }

    /** @param {string} type @param {any} listener @param {any} [options] */
    addEventListener(type, listener, options) {
      /** @param {MessageEvent} event */
      const heard = (event) => {
        const { data: frame } = event;
        const messages = frame instanceof ArrayBuffer ? messagesOf(frame) : [frame];
        root.removeAttribute(ASKED);
        for (const data of messages) listener(new MessageEvent("message", { data }));
      };
      super.addEventListener(type, type === "message" ? heard : listener, options);
    }
  };
})();
