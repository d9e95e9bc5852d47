// Every rule of ESLint but those named here, each with its reason.
import js from "@eslint/js";

const off = (...rules) => Object.fromEntries(rules.map((rule) => [rule, "off"]));

// What a browser gives a script; Leaflet comes with the frame.
const BROWSER = [
  "AbortController",
  "KeyboardEvent",
  "MessageEvent",
  "Blob",
  "CSS",
  "CustomEvent",
  "DOMParser",
  "DecompressionStream",
  "Element",
  "HTMLElement",
  "HTMLIFrameElement",
  "Image",
  "Intl",
  "L",
  "MutationObserver",
  "Node",
  "Path2D",
  "ResizeObserver",
  "Response",
  "TextDecoder",
  "TextEncoder",
  "URL",
  "addEventListener",
  "atob",
  "cancelAnimationFrame",
  "clearInterval",
  "clearTimeout",
  "document",
  "fetch",
  "location",
  "performance",
  "removeEventListener",
  "requestAnimationFrame",
  "scrollTo",
  "scrollX",
  "scrollY",
  "setInterval",
  "setTimeout",
  "window",
];

export default [
  { ignores: ["**/.venv/**", "**/out/**"] },
  js.configs.all,
  {
    rules: {
      // Drawing is arithmetic in pixels, degrees and bits, and g, x and y are its names.
      ...off("no-magic-numbers", "id-length", "no-bitwise", "no-plusplus", "max-params", "max-statements"),
      // The order of keys and names is one of meaning.
      ...off("sort-keys", "sort-vars", "sort-imports", "capitalized-comments"),
      // Plain means of the language, used with care; a comment inside a line tells a type.
      ...off(
        "no-ternary",
        "no-nested-ternary",
        "no-unmodified-loop-condition",
        "no-continue",
        "func-style",
        "no-undefined",
        "class-methods-use-this",
        "no-inline-comments",
        "max-classes-per-file",
      ),
      // Streamlit, Leaflet and the columns of the server name things by their own customs.
      ...off("no-underscore-dangle", "camelcase", "consistent-this"),
      // A long piece of work pauses between its parts; nothing else writes what it awaits.
      ...off("no-await-in-loop", "require-atomic-updates"),
      "no-multi-assign": ["error", { ignoreNonDeclaration: true }],
      "prefer-destructuring": ["error", { array: false, object: false }],
      "no-empty-function": ["error", { allow: ["arrowFunctions"] }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "one-var": ["error", "never"],
      curly: ["error", "multi-line", "consistent"],
      complexity: ["error", 20],
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 60],
      "no-shadow": ["error", { builtinGlobals: false }],
    },
  },
  {
    files: ["components/**/*.js", "bench/**/*.js"],
    languageOptions: { globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])) },
  },
  {
    files: ["components/map/script/grammar.js"],
    languageOptions: { globals: { PASSAGE_GRAMMAR: "readonly" } },
  },
  {
    // Tests run under Node; the scripts they import need the grammar, which has to be asked for first.
    files: ["tests/script/*.js"],
    languageOptions: { globals: { process: "readonly", atob: "readonly" } },
  },
  {
    // The service worker, with what only such a one has.
    files: ["components/server/worker.js"],
    languageOptions: {
      sourceType: "script",
      globals: { self: "readonly", caches: "readonly", Headers: "readonly" },
    },
    rules: { strict: "off" },
  },
  {
    // Scripts of their own, put into a page as they stand.
    files: [
      "components/plain/handover.js",
      "components/present/enter.js",
      "components/server/several_messages.js",
      "components/shell/*.js",
      "bench/watch.js",
    ],
    languageOptions: { sourceType: "script" },
    rules: { strict: ["error", "function"] },
  },
];
