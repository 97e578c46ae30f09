import Cells
import GraphLayout
import MeshModel
import Recording
import Settings
import Texts
import TrafficConfig

/// The whole state of the dashboard: one value, changed by `update` alone and drawn by `render`.
public struct DashboardState: Sendable {
  var context: DashboardContext
  var options: ViewOptions
  var keymap: Keymap
  var glyphs: GlyphSet
  /// What charts are drawn with.
  var charts: ChartGlyphs
  var language: Language
  /// The themes that there are, and the one that is drawn with.
  var themes: ThemeMenu
  /// The hints for a first visit; nil where there is no tour.
  var tour: Tour?
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
  /// What is kept of the session, to go back to.
  var kept = MomentHistory()
  /// The recording that is shown; nil on a mesh.
  var replay: Replay?
  var graph = GraphState()
  var modelBuilder = GraphModelBuilder()
  var configuredWeights = ConfiguredWeights()
  /// Over the graph; the last one is in front.
  var screens: [Screen] = []
  /// Lists as they were left.
  var tables: [TableKind: TableState] = [:]
  /// What validation says of the objects that are shown.
  var findings = ConfigFindings()
  var journal = ChangeJournal()
  /// The line for commands and names; nil while it is closed.
  var palette: PaletteState?
  /// The screens that were shown before, the newest last, and those that were gone back from.
  var past: [[Screen]] = []
  var future: [[Screen]] = []
  /// All namespaces of the cluster, sorted; empty where they cannot be listed.
  var namespaces: [String] = []
  /// The change that was applied last in this session, with its proof.
  var run: ChangeRun?
  /// The canary that runs, or the one that ended last in this session.
  var canary: CanaryRun?
  /// The weights that the last shift of each service in this session replaced.
  var former: [ServiceID: FormerWeights] = [:]
  /// Weights forms that were left with something entered.
  var drafts: [ServiceID: WeightsScreen] = [:]
  /// When quitting was asked for while a change was being written.
  var quitAskedAt: Double?
  /// What the collector was told to read at the full rate.
  var attended = Attention.everything
  /// The user was asked which namespaces to look at since all of them are not allowed.
  var hasAskedForNamespaces = false
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
  ///   - replay: the recording to show instead of a mesh.
  ///   - layout: where cards stood in an earlier session; one of another context or other namespaces is not used.
  public init(
    context: DashboardContext, options: ViewOptions = ViewOptions(), keymap: Keymap = .standard,
    glyphs: GlyphSet = .unicode, charts: ChartGlyphs? = nil, language: Language = .english,
    themes: ThemeMenu = ThemeMenu(), tour: Tour? = nil,
    size: Size = Size(width: 80, height: 24), now: Double = 0, replay: Replay? = nil, layout: KeptLayout? = nil
  ) {
    self.context = context
    self.options = options
    self.keymap = keymap
    self.glyphs = glyphs
    self.charts = ChartGlyphs(charts, on: glyphs)
    self.language = language
    self.themes = themes
    self.tour = tour
    self.size = size
    self.now = now
    started = now
    self.replay = replay
    lastInput = now
    lastTidied = now
    lastKept = now
    if let layout { recall(layout) }
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
      context: context, options: options, connection: connection, snapshot: shown?.snapshot, oldest: oldestShown,
      now: clock, frozenAt: frozen?.snapshot.timestamp, replay: replay, glyphs: glyphs)
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
