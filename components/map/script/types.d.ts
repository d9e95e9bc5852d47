// What the scripts hand to one another and get from the server, for the type checker; nothing of it is served.

/** x and y, or another pair of numbers. */
type XY = number[];
/** West, north, east, south, or left, top, right, bottom. */
type Box = number[];
type Canvas2D = CanvasRenderingContext2D;
type ThemeName = "light" | "dark";
type Theme = Record<
  | "sea"
  | "land"
  | "lake"
  | "river"
  | "admin"
  | "coast"
  | "border"
  | "text"
  | "soft"
  | "place"
  | "edge"
  | "halo"
  | "panel"
  | "water"
  | "plate",
  string
> & { relief: number };
/** A time shown: minutes of the period's start and end, and the as-at moment. */
type Moment = { from: number; to: number; at: number };

// What screen, paper and playback share, from geo.

type Category = { key: string; label: string; light: string; dark: string; path: string };
type Status = {
  label: string;
  colour: string;
  light: string;
  dark: string;
  dash: number[];
  width: number;
  mark: string;
  rank: number;
};
type OnlineLayer = { name: string; url: string; credit: string; zoom: number };
type Grammar = {
  categories: Category[];
  signs: Record<string, string>;
  signLabels: Record<string, string>;
  statuses: Record<string, Status>;
  themes: Record<ThemeName, Theme>;
  accuracy: [number, number];
  columns: Record<"site" | "rough" | "uncertain" | "disputed" | "singleSource", number>;
  levels: Record<"shut" | "unknown" | "open", number>;
  contacts: string[];
  months: string[];
  barDays: [number, number];
  flow: Record<"least" | "most" | "wide" | "named" | "short" | "bend", number> & {
    colours: Record<string, string>;
  };
  spots: Record<"ringMetres" | "areaMetres" | "half" | "near" | "faded" | "leastCircle", number> & {
    ring: XY;
  };
  density: Record<
    "cell" | "mostCells" | "mostSigns" | "mostSpots" | "smallest" | "largest" | "growth" | "numbered",
    number
  >;
  names: {
    gazetteerFrom: XY[];
    samePlace: number;
    provinces: XY;
    smallProvince: number;
  };
  labels: Record<
    | "townZoom"
    | "mostBusy"
    | "corner"
    | "narrow"
    | "oneLine"
    | "calloutLetters"
    | "briefLetters"
    | "leastLetters"
    | "apart"
    | "further"
    | "onRoad"
    | "otherForm"
    | "laterSide"
    | "unnamed"
    | "dot",
    number
  > & {
    ranks: string[];
    directions: XY[];
    nameReaches: number[];
    calloutReaches: number[];
    signSides: XY[];
    rings: string[];
    round: string[];
    markReaches: number[];
    inUse: string[];
    idle: string[];
    partings: string[];
  };
  road: Record<string, number>;
  attribution: string;
  disclaimer: string;
  online: OnlineLayer[];
};
declare const PASSAGE_GRAMMAR: Grammar;

// Events as columns: see geo.view.event_columns.

type Columns = {
  n: number;
  p: number;
  x: Float32Array;
  y: Float32Array;
  accuracy: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  spot: Int32Array;
  category: Uint8Array;
  flags: Uint8Array;
  ids: Uint8Array;
  idw: number;
  persons: { rows: Int32Array; values: Int32Array };
  byEnd: Uint32Array;
  atSpot: { first: Uint32Array; rows: Uint32Array };
  /** Categories drawn at a point, once a legend asked. */
  present?: Set<number>;
  sought?: string;
  found?: number;
};
type Mask = boolean[];

// Messages of the page: see geo.picture.message. Lists of a message are bare; `expanded` names their parts.

type RoadHead = {
  id: string;
  name: string;
  status: string;
  label: string;
  span?: [number, number];
  /** 1 where traffic passes only along its coordinates, -1 only against them. */
  way?: number;
  /** Whether its state is another on the date compared with. */
  differs?: boolean;
};
/** A road on the whole of its line, before stretches that roads share are given to one of them. */
type RoadOnLine = RoadHead & { line: number[]; legs?: string[] };
/** A road as drawn: in the parts that are its own. */
type Road = RoadHead & { parts: number[][]; legs?: string[][] };
type DrawnRoad = Road & { lines: Float64Array[] };
/** Heading, sign, its key, words and, for circles, a radius. */
type LegendEntry = any[];
type Circle = { line: Float64Array; r: number; label: string; cards: string[] };
type Flow = { line: Float64Array; width: number; label: string; kind: string; cards: string[] };
type Area = { rings: Float64Array[]; name: string; cards: string[] };
type Mark = {
  line: Float64Array;
  label: string;
  glyph: string;
  category: string;
  hollow: boolean;
  cards: string[];
};
type SilentPlace = { line: Float64Array; days: number; label: string; cards: string[] };
/** Of a category its number, key, label, colours in the light and the dark, and sign. */
type BareKind = [number, string, string, string, string, string];
type BareFlow = any[];
type BareCircle = any[];
type BareArea = any[];
type BareMark = any[];
type BareSilence = any[];

type MessageHead = {
  /** What moves along with the time bar, as geo.picture.registry names it. */
  playback: string[];
  title: string;
  subtitle: string;
  notes: string[];
  window: number[];
  until: number;
  names: string;
  /** Which ground it stands on, empty for the detailed one. */
  ground: string;
  categories: string[];
  /** What the case calls or draws otherwise than usual. */
  kinds?: BareKind[];
  legend: LegendEntry[];
  home: Box;
  position?: [number, number, number] | null;
  theme: string;
  heard: number;
  select: string | null;
  box: Box | null;
  columns: string | null;
  labels: string | null;
  film: string | null;
  version: string;
  attribution?: string;
  disclaimer: string;
  dated?: boolean;
  versus?: number;
};
/** As the page sends it. */
type Message = MessageHead & {
  routes: Road[];
  flows: BareFlow[];
  circles: BareCircle[];
  areas: BareArea[];
  marks: BareMark[];
  silences: BareSilence[];
  compare?: Message;
};
/** As the layer draws it. */
type Expanded = MessageHead & {
  routes: DrawnRoad[];
  flows: Flow[];
  circles: Circle[];
  areas: Area[];
  marks: Mark[];
  silences: SilentPlace[];
};
/** What playback says of a time, as a message would. */
type PlayedState = Partial<Message> & { sizes?: LegendEntry[]; flows?: BareFlow[] & { widest?: number } };

// The facts: see geo.picture.playback.

/** A part of a road: status, use by people, first and last way-point it joins, whether the words stand there, one way. */
type RoadPart = [string, number, number, number, number, number];
/** A road from a minute on: minute, whether a row speaks of it, status, words, day they count from, use, parts, one way. */
type RoadFrame = [number, number, string, string, number | null, number, RoadPart[], number];
type PlayedRoad = {
  id: string;
  name: string;
  line: number[];
  legs: string[];
  frames: RoadFrame[];
};
type PlaybackFacts = {
  span: XY;
  /** What clocks are ahead of UTC, each from a minute on. */
  offsets: [number, string][];
  known: string;
  keys: [number, string][];
  roads: PlayedRoad[];
  network: {
    segments: [string, string, string[], boolean][];
    exits: string[];
    asked: [string, number[], string][];
    cut: Record<string, [string, string, string]>;
  };
  /** First and last day, who, their number from each minute on and whether it is of all, arrows, id. */
  moves: [number, number, string, [number, number, boolean][], number[][], string][];
  lists: [number, number, BareCircle[], LegendEntry[]][];
  waits: [number, number | null, string, number[], number, string, number, string][];
  loads: [number, number | null, number, number, string, string, string][];
  outcomes: string[];
  ways: {
    rows: [number, string, string, [string, string][]][];
    places: Record<string, [number, number, string]>;
  } | null;
  silences: [string, number[], string, [number, number | null, number, number, string][]][];
  silent: LegendEntry;
  /** First and last day, null where not known, then rings, name, what it opens. */
  areas: [number | null, number | null, ...BareArea][];
  area: LegendEntry;
  /** The entry for outlines of districts, where the case has any. */
  outlined: LegendEntry[];
  contact_rows?: Map<string, number>;
  known_by?: Columns;
};

// Ground and names.

type GroundFeature = {
  kind: string;
  name: string;
  /** The same in the form of a name mode. */
  [form: `name_${string}`]: string | undefined;
  zoom_min: number;
  zoom_max: number;
  size: number;
  lines: { line: Float64Array; bounds: Box }[];
};
type Gazetteer = Record<"lon" | "lat" | "people" | "id", number[]> & {
  name: string[];
  [form: `name_${string}`]: string[] | undefined;
};
type Ground = { groups: Record<string, GroundFeature[]>; box: Box | null; gazetteer: Gazetteer };
type BaseLayer = { scale: number; features: (Omit<GroundFeature, "lines"> & { lines: number[][] })[] };
type BaseMap = Record<"world" | "borders" | "admin1" | "water" | "names", BaseLayer> & {
  box: Box | null;
  gazetteer: Gazetteer;
};
/** Of an outline x, y and accuracy of its place as the columns have them, its area, rings and names. */
type BareOutline = [number, number, number, string, number[][], ...string[]];
type LabelFile = {
  modes: string[];
  places: [string, number, number, number, number, number, ...string[]][];
  outlines?: BareOutline[];
};
type Place = {
  id?: string;
  x: number;
  y: number;
  zoom: number;
  first: boolean;
  names: string[];
  ofCase: boolean;
};

// Drawing.

type Frame = {
  w: number;
  h: number;
  zoom: number;
  scale: number;
  ox: number;
  oy: number;
  padX: number;
  padY: number;
  inner: Box;
  metresPerPixel: number;
};
/** A target of the pointer and the keyboard: a shape on screen, and the cards it opens. */
type Hit = {
  kind: string;
  label: string;
  cards?: string[];
  spots?: number[];
  count?: number;
  cell?: number;
} & (
  | { shape: "disc"; x: number; y: number; r: number }
  | { shape: "box"; box: Box }
  | { shape: "line"; parts: XY[][]; reach: number }
  | { shape: "rings"; rings: XY[][] }
);
type Paint = Frame & {
  g: Canvas2D;
  ratio: number;
  theme: Theme;
  themeName: ThemeName;
  k: number;
  taken: import("./names.js").Taken;
  roads: import("./names.js").Taken;
  hits: Hit[];
  solid: Box[];
  plates: Box[];
  words: Box[];
  /** Where arrows of any date run. */
  arrows: import("./names.js").Taken;
  panels: Box[];
  /** What no sign and no later word may cover: key places, their names, and plates. */
  firm: Box[];
  /** Schematic areas drawn, outlines of districts among them. */
  areas: Area[];
};
/** A name as set in lines: the first in the first font, the others in the second. */
type NameForm = { lines: string[]; fonts: string[]; step: number; w: number; h: number };
/** Where a key place's name stands, and the small boxes along its leader line. */
type KeyName = { place: Place; form: NameForm; box: Box; x: number; y: number; lead: Box[]; side: number };
type PlateForm = { lines: { text: string; font: string }[]; w: number; h: number; step: number };
type PlateRoom = { box: Box; form: PlateForm; lead: XY[] };
type NameStyle = {
  size: number;
  weight?: number;
  slant?: string;
  colour: string;
  centred?: boolean;
  gap?: number;
  /** Whether it keeps clear of the roads, as lesser names do. */
  offRoads?: boolean;
};
type Spot = {
  x: number;
  y: number;
  metres: number;
  number: number;
  total: number;
  /** Of a place that is an area, in place of a ring. */
  outline?: Area;
  hosted: Spot[];
  place?: Place | null;
};
type Chip = {
  key: number;
  count: number;
  people: number;
  look: string;
  single: boolean;
  number: string;
  half: number;
  font: string;
  w: number;
};
type ChipLine = { line: Chip[]; w: number };
type ChipBox = { spot: Spot; chips: Chip[]; lines: ChipLine[]; high: number; box: Box };
type ShownCount = { drawn: number; other: number; dense: boolean };
type TellChange = (spot: number, kind: number, by: number) => void;
type Counted = {
  counts: Uint32Array;
  heights: number[];
  width: number;
  bars: number;
  kinds: number;
  most: number;
  total: number;
  spans: number[][];
};
/** A small canvas of the legend with its middle. */
type SampleCanvas = { g: Canvas2D; w: number; h: number; middle: number; theme: Theme; themeName: ThemeName };
/** A moment to be played: what of the facts, and of the layers that move, in the columns at hand. */
type Played = {
  facts: PlaybackFacts;
  time: Moment;
  layers: string[];
  columns: Columns | null;
  select: string | null;
};
type PlayedFlow = { line: number[]; id: string; label: string; persons: number | null };
type CardSource = { title?: string; publisher: string; published?: string; url?: string };
type CardContent = {
  title: string;
  lines: string[];
  notes?: string[];
  dated?: [number, number, string | null][];
  sources?: CardSource[];
  links?: CardSource[];
};

/** The layer as its parts see it; layer.js makes it of them. */
interface MapLayer extends L.Evented {
  _map: L.Map;
  addTo(map: L.Map): this;
  onAdd(map: L.Map): void;
  includes?: object[];
  initialize(lender?: MapLayer): void;
  lender: MapLayer | null;
  borrower?: MapLayer;
  message: Expanded;
  received?: Message;
  leftAt: Map<string, { centre: L.LatLng; zoom: number }>;
  target: { centre: L.LatLng; zoom: number };
  fitted?: boolean;
  keeping?: number;
  themeName: ThemeName;
  k: number;
  paintStats: Record<string, any>;
  hits: Hit[];
  stopping: Hit[] | null;
  pending: number;
  dirty: number;
  scheduled?: number;
  focused: number;
  choice: string | null;
  asked: { id: string; n: number } | null;
  reading?: number;
  moving?: boolean;
  ground: HTMLCanvasElement;
  data: HTMLCanvasElement;
  stage: HTMLElement;
  surround: import("./surround.js").Surround;
  card: import("./card.js").Card;
  boxing: import("./boxing.js").Boxing;
  time: import("./playback.js").Playback;
  base: Ground;
  /** Name of the ground asked for, empty for the detailed one. */
  groundKey: string | null;
  relief: HTMLImageElement;
  labels: LabelFile | null;
  outlines?: import("./outlines.js").Outlines;
  places: Place[] | null;
  columns: Columns | null;
  loaded: string | null;
  mask: Mask;
  drawn: import("./drawn_events.js").DrawnEvents;
  frame: Frame;
  topLeft: L.LatLng;
  zoom: number;
  shown: Place[];
  keys: Place[];
  /** The places in sight of which most events are shown. */
  busiest: Place[];
  signed: Set<string | undefined>;
  keyPlan: { of: string; at: string; names: KeyName[] };
  /** The marks drawn of those in the message, and where each stands. */
  marks: Mark[];
  markSpots: XY[];
  byPoint: { places: Place[] | null; get(columns: Columns, spot: number): Place | null };

  canvas(name: string, order: number): HTMLCanvasElement;
  readGround(): Promise<void>;
  fetched(address: URL): Promise<Response | null>;
  listen(map: L.Map): void;
  show(received: Message): void;
  shows(next: Expanded): boolean;
  mirror(message: Message): void;
  keep(message: Message): void;
  take(message: Message, next?: Expanded): void;
  unpacked(received: Message): Expanded;
  typeSize(size: L.Point): number;
  dress(theme: string): void;
  nextMessage(): Promise<void>;
  readLabels(pass: string | null): Promise<void>;
  rank(): void;
  load(pass: string | null): Promise<void>;
  refill(): void;
  both(): MapLayer[];
  arrived(all: boolean): void;
  borrow(): void;
  repaint(all: boolean): void;
  paintDue(): void;
  fit(): void;
  sharpness(): number;
  context(canvas: HTMLCanvasElement): Canvas2D;
  follow(event: { zoom: number; center: L.LatLng }): void;
  paint(): void;

  paintData(theme: Theme): void;
  newPaint(theme: Theme): Paint;
  drawnAt(span: number[]): ShownCount;
  paintPlaces(paint: Paint, spots: Spot[], span: number[], dense: boolean): void;
  indexPlaces(): MapLayer["byPoint"];
  busiestPlaces(columns: Columns): Place[];
  paintWords(paint: Paint): void;
  nameKeys(paint: Paint): void;
  arrows(): { line: Float64Array; width: number }[];
  placeWords(paint: Paint): Record<string, () => void>;
  takeDots(paint: Paint, places: Place[]): Place[];
  markTells(paint: Paint, place: Place, mode: number): boolean;
  outlinesNow(): Map<number, Area>;
  summary(shown: ShownCount, areas: number): string;

  cardsOf(hit: Hit): string[];
  seenAt(hit: Hit): XY;
  far(hit: Hit, x: number, y: number): number;
  at(point: L.Point): Hit[];
  hovered(point: L.Point): void;
  clicked(point: L.Point): void;
  countOf(hits: Hit[]): number;
  openSpotless(): void;
  opened(cards: string[], focus: boolean, total: number): void;
  chosen(reference: string): void;
  isEcho(message: Message): boolean;
  tellPage(properties: Record<string, unknown>): void;
  closed(hadFocus: boolean): void;
  follows(reference: string | null, keepStill: boolean): void;
  whereIs(reference: string): L.LatLng | null;
  hitOf(reference: string | null): Hit | null;
  paintChoice(paint: Paint): void;
  stops(): Hit[];
  stopsNow(): Hit[];
  key(event: KeyboardEvent): void;
  stepTo(by: number): void;
  focusOn(number: number): void;
  enter(): void;
  escape(): void;

  boxed(box: Box | null): void;
  paintBox(paint: Paint): void;

  openAt(message: Message): void;
  turnTo(left: string, entered: string): void;
  aim(centre: L.LatLng, zoom: number, animate?: boolean): void;
  onTarget(): boolean;
  movedTo(): ReaderView["stand"];
  askedHome(): void;
  weighed(): void;
  goHome(animate?: boolean): void;
  insets(): number[];
  aside(centre: XY, zoom: number): XY;
  resized(): void;
  standBeside(): void;
  keepPosition(): void;
}
/** Some of the layer's methods, written in a module of their own. */
type LayerPart = Partial<MapLayer> & ThisType<MapLayer>;

// The presenter.

type Scene = {
  title: string;
  lines: string[];
  notes: string;
  figures: [string, string, string][];
  dates: string[];
  period: XY;
  differs: string[];
  sources: CardSource[];
  schematic: string;
  link: string;
  message: Message;
};
type DocumentContent = {
  case: string;
  scenes: Scene[];
  span: XY;
  places: [string, string[], number, number][];
  withheld: number;
  files: Record<string, string>;
  cards: Record<string, Record<string, CardContent>>;
  passes: Record<string, string>;
};
type Answer = { name: string } & ({ kind: "date"; at: number } | { kind: "place"; lat: number; lon: number });
type PresenterState = {
  scene: number;
  asked: Answer | null;
  stand: [number, number, number] | null;
  blank: boolean;
  held: number | null;
  spot: [number, number] | null;
};
type KnownPlace = { name: string; lon: number; lat: number; forms: string[]; rank: number };

/** Where a reader is on a map. */
type ReaderView = { time: Moment; stand: { centre: L.LatLng; zoom: number } | null; choice: string | null };

/** The interface of the layer script; each call is described in passage.js. */
interface Passage {
  start(map: L.Map): void;
  show(message: Message | null): L.Layer;
  open(message: Message): void;
  view(): ReaderView;
  goOn(view: ReaderView): void;
  followed(): void;
  load(pass: string): Promise<void>;
  window(from: number, to: number, at: number): void;
  style(look: { theme?: string; names?: string; categories?: string[] }): void;
  select(reference: string): void;
  compare(way?: string, at?: number): void;
  pick(x: number, y: number): Pick<Hit, "kind" | "label" | "count" | "cards"> | null;
  played(time: Moment): PlayedState;
  stats(): Record<string, unknown>;
}

interface Window {
  passage: Passage;
  presenter: any;
  feature_group: unknown[];
  Streamlit?: { setComponentValue(value: unknown): void };
  __GLOBAL_DATA__?: { previous_data: unknown };
  __streamlit?: { BACKEND_BASE_URL: string };
}
