// What two maps that move as one need of Leaflet 1.9 beyond its public methods.
import "leaflet";

declare module "leaflet" {
  interface Map {
    _animatingZoom: boolean;
    _animateToZoom: number;
    _animateToCenter: LatLng;
    _sizeChanged: boolean;
    _stop(): this;
    _onZoomTransitionEnd(): void;
    _moveStart(zoomChanged: boolean, noMoveStart: boolean): this;
    _animateZoom(center: LatLng, zoom: number, startAnim: boolean, noUpdate?: boolean): void;
    _rawPanBy(offset: Point): void;
    _latLngToNewLayerPoint(latlng: LatLng, zoom: number, center: LatLng): Point;
  }
  interface Handler {
    moving(): boolean;
  }
}
