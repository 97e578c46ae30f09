import Cells
import GraphLayout
import MeshModel
import Settings
import TrafficConfig

/// The whole state of the dashboard: one value, changed by `update` alone and drawn by `render`.
public struct DashboardState: Sendable {
  var context: DashboardContext
  var options: ViewOptions
  var keymap: Keymap
  var glyphs: GlyphSet
  var size = Size(width: 80, height: 24)
  /// Seconds since 1970, as of the last tick.
  var now: Double
  /// When the dashboard began, for "connecting since".
  var started: Double
  var connection = ConnectionState.connecting
  /// The newest look at the mesh, which a frozen screen does not show.
  var live: MeshView?
  /// What was configured in all namespaces when a form last asked; nil unless only some are shown.
  var everywhere: MeshConfiguration?
  /// What the screen shows while it is frozen.
  var frozen: MeshView?
  var graph = GraphState()
  var modelBuilder = GraphModelBuilder()
  var configuredWeights = ConfiguredWeights()
  /// Over the graph; the last one is in front.
  var screens: [Screen] = []
  /// The change that was applied last in this session, with its proof.
  var run: ChangeRun?
  /// Weights forms that were left with something entered.
  var drafts: [ServiceID: WeightsScreen] = [:]
  /// When quitting was asked for while a change was being written.
  var quitAskedAt: Double?
  /// When a key or the mouse was last used, in seconds since 1970.
  var lastInput = 0.0
  /// When the drawing was last compared with a fresh one.
  var lastTidied = 0.0
  /// What was last handed out to be kept.
  var keptDrawing: GraphDrawing<CardID>?
  var lastKept = 0.0
  /// Oldest first.
  var messages: [Message] = []

  /// Seconds that a form is kept after it was left.
  static let draftLifetime = 600.0

  /// Messages kept in the log.
  static let mostMessages = 500

  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - layout: where cards stood in an earlier session; one of another context or other namespaces is not used.
  public init(
    context: DashboardContext, options: ViewOptions = ViewOptions(), keymap: Keymap = .standard,
    glyphs: GlyphSet = .unicode, size: Size = Size(width: 80, height: 24), now: Double = 0,
    layout: KeptLayout? = nil
  ) {
    self.context = context
    self.options = options
    self.keymap = keymap
    self.glyphs = glyphs
    self.size = size
    self.now = now
    started = now
    lastInput = now
    lastTidied = now
    lastKept = now
    if let layout, layout.isOf(context) { graph.recall(layout.drawings) }
  }

  /// Where cards stand, for a later session; nil while nothing is drawn.
  public var layout: KeptLayout? {
    let kept = KeptLayout(context: context, drawings: graph.drawings)
    return kept.drawings.isEmpty ? nil : kept
  }

  /// What the screen shows.
  var shown: MeshView? { frozen ?? live }

  var panes: Panes { Panes(size, isExpanded: graph.isExpanded) }
  /// The room that the graph is laid out for; looking at more details must not change the drawing.
  var layoutRoom: Size { Panes(size).main.size }

  var header: Header {
    Header(
      context: context, options: options, connection: connection, snapshot: shown?.snapshot, now: now,
      frozenAt: frozen?.snapshot.timestamp, glyphs: glyphs)
  }

  /// Messages young enough to be shown over the screen.
  var toasts: [Message] { messages.filter { !$0.isDismissed && now - $0.time < $0.lifetime } }

  /// The last screen that the graph does not show through.
  var front: Screen? { screens.last }

  /// Tells something; what says the same again, or more recent news of the same topic, takes the place of the toast
  /// that is still there.
  mutating func tell(_ severity: Severity, _ text: String, topic: String? = nil) {
    messages.removeAll {
      now - $0.time < $0.lifetime && ($0.text == text || topic != nil && $0.topic == topic)
    }
    messages.append(Message(time: now, severity: severity, text: text, topic: topic))
    if messages.count > Self.mostMessages { messages.removeFirst(messages.count - Self.mostMessages) }
  }

  /// Takes toasts away whose matter is over; the log keeps them.
  mutating func dismiss(topic: String) {
    for i in messages.indices where messages[i].topic == topic { messages[i].isDismissed = true }
  }

  /// Changes the screen in front, if it is of the kind that the closure takes.
  mutating func replaceFront(_ screen: Screen) {
    if screens.isEmpty { screens.append(screen) } else { screens[screens.count - 1] = screen }
  }
}
