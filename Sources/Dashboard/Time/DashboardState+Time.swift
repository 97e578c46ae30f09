import MeshModel
import Recording
import Settings
import Texts

// Looking back: through what is kept of the session, or through a recording. All screens show the moment.
extension DashboardState {
  /// Seconds of one jump.
  private static let jump = 60.0

  /// The moments that can be gone back to.
  var moments: MomentHistory { replay?.recording.moments ?? kept }

  /// The time that ages are told against: today's, or that of the recording.
  var clock: Double { replay?.clock ?? now }

  /// Does what a key asks for; false where the action is not about time.
  mutating func travel(_ action: Action) -> Bool {
    switch action {
    case .stepBack: step(by: -1)
    case .stepForward: step(by: 1)
    case .jumpBack: jump(by: -Self.jump)
    case .jumpForward: jump(by: Self.jump)
    case .freeze where replay != nil: togglePlaying()
    case .fasterPoll where replay != nil, .slowerPoll where replay != nil:
      replay?.changeSpeed(up: action == .slowerPoll)
      tell(.info, tr("Speed \(replay?.speedText ?? "")."), topic: "speed")
    default: return false
    }
    return true
  }

  private mutating func step(by steps: Int) {
    guard let shown, let here = moments.index(atOrBefore: shown.snapshot.timestamp) else { return tellNothingKept() }
    show(momentAt: here + steps)
  }

  private mutating func jump(by seconds: Double) {
    guard let shown, !moments.isEmpty else { return tellNothingKept() }
    show(momentAt: moments.index(atOrBefore: shown.snapshot.timestamp + seconds) ?? 0)
  }

  private mutating func tellNothingKept() { tell(.warning, tr("There is nothing to go back to yet."), topic: "time") }

  /// Holds the moment on the screen; beyond either end it says so.
  private mutating func show(momentAt wanted: Int) {
    let moments = moments
    let index = max(0, min(wanted, moments.count - 1))
    if wanted < 0 {
      tell(
        .info, replay == nil ? tr("This is the oldest moment that is kept.") : tr("The recording begins here."),
        topic: "time")
    } else if wanted >= moments.count {
      let live = keys.key(.freeze)
      tell(
        .info,
        replay == nil ? tr("This is the newest moment; \(live) shows live data.") : tr("The recording ends here."),
        topic: "time")
    }
    if replay != nil {
      replay?.isPlaying = false
      replay?.clock = moments.time(at: index)
      showReplayed()
    } else {
      showPast(index)
    }
  }

  private mutating func showPast(_ index: Int) {
    guard let live else { return }
    do throws(RecordingError) {
      let moment = try kept.moment(at: index)
      var view = MeshView(
        snapshot: moment.snapshot, configuration: moment.configuration, namespaces: live.namespaces)
      view.configuration.namespaces = live.configuration.namespaces
      let time = view.snapshot.timestamp
      view.snapshot.nodeHistory = live.snapshot.nodeHistory.mapValues { MomentTrail.before(time, $0) }
      view.snapshot.edgeHistory = live.snapshot.edgeHistory.mapValues { MomentTrail.before(time, $0) }
      let isOtherGraph = shown?.snapshot.graphType != view.snapshot.graphType
      frozen = view
      show(view, afresh: isOtherGraph)
    } catch {
      tell(.error, error.description)
    }
  }

  // MARK: Replay

  private mutating func togglePlaying() {
    guard var playing = replay else { return }
    if !playing.isPlaying && playing.clock >= playing.end { playing.clock = playing.recording.moments.time(at: 0) }
    playing.isPlaying.toggle()
    playing.movedAt = nil
    replay = playing
    showReplayed()
  }

  /// Lets the recording go on; shows the next moment when its time has come.
  mutating func playOn() {
    guard var playing = replay else { return }
    let hasEnded = playing.advance(to: now)
    replay = playing
    if hasEnded { tell(.info, tr("The recording is at its end; \(keys.key(.freeze)) starts it again."), topic: "time") }
    showReplayed()
  }

  /// The moment of the recording's clock, unless it is on the screen.
  mutating func showReplayed() {
    guard let playing = replay, let index = playing.recording.moments.index(atOrBefore: playing.clock),
      live?.snapshot.timestamp != playing.recording.moments.time(at: index)
    else { return }
    do throws(RecordingError) {
      let moment = try playing.recording.moments.moment(at: index)
      var view = MeshView(
        snapshot: moment.snapshot, configuration: moment.configuration, namespaces: live?.namespaces ?? [])
      playing.trail.complete(&view.snapshot)
      take(view)
    } catch {
      tell(.error, error.description)
      replay?.isPlaying = false
    }
  }
}
