import Cells
import Texts

/// Draws the state: a pure function, the only way from state to screen.
///
/// - Complexity: linear in the cells of the screen and in what the graph shows.
public func render(_ state: DashboardState, size: Size) -> Canvas {
  var canvas = Canvas(size: size)
  Language.$current.withValue(state.language) {
    StatePainter(state: state, size: size).draw(on: &canvas)
  }
  return canvas.converted(to: state.glyphs)
}
