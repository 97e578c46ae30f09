import App
import ArgumentParser
import Changes
import Collector
import Foundation
import Report
import TrafficConfig

/// `vigla canary`: a version gets more and more of the requests, and loses them again when it does worse.
struct CanaryCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "canary", abstract: "Give a version more and more requests, and take them back if it does worse.",
    discussion: """
      At each step the version is compared with the other versions in the same time. The old weights are put back as soon \
      as its share of errors exceeds theirs by more than --max-error points, or its 99th percentile is above --max-p99 and \
      above theirs; the next step comes after --interval if it had --min-requests. If somebody else changes the weights, \
      it stops, names them and leaves the weights alone. Ctrl-C puts the old weights back, or asks on a terminal.

      Ends with 0 when the last step is stood, 1 when the weights were put back, 5 when somebody else changed them.

      Example: vigla canary reviews --to v2 --steps 5,25,50,100 --interval 2m \\
        --max-error 2% --max-p99 500ms
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("The version that gets the requests.", valueName: "version")) var to: String
  @Option(help: ArgumentHelp("Its percentages, ascending.", valueName: "list")) var steps = StepList([
    1, 5, 25, 50, 100,
  ])
  @Option(help: ArgumentHelp("How long each step lasts at least, from 10s.", valueName: "time")) var interval = Seconds(
    120)
  @Option(help: "Points by which its share of errors may exceed that of the others.") var maxError = PercentChoice(2)
  @Option(
    name: .customLong("max-p99"),
    help: ArgumentHelp("The 99th percentile above which it must not be slower than the others.", valueName: "time"))
  var maxP99: Seconds?
  @Option(help: "Requests that it must get in a step before any verdict.") var minRequests = 50
  @Option(help: ArgumentHelp("Put the old weights back when a step takes longer.", valueName: "time")) var giveUp:
    Seconds?
  @Flag(help: "On Ctrl-C leave the weights as they are, without asking.") var keepOnInterrupt = false
  @Flag(help: "Only show the steps and the first write.") var dryRun = false
  @Flag(help: "Do not ask, neither at the start nor on Ctrl-C.") var yes = false
  @Option(help: ArgumentHelp("Needed with --yes where the context is protected: its name.", valueName: "context"))
  var confirm: String?
  @Option(name: .shortAndLong, help: "text, or json: one object a line.") var output: Format = .text

  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if interval.value < 10 { throw ValidationError("--interval wants at least 10s.") }
    if minRequests < 1 { throw ValidationError("--min-requests wants at least 1.") }
  }

  func run() throws {
    let signals = SignalStream()
    let target = try connection.target(service)
    var options = connection.session
    options.namespaces = [target.namespace]
    options.allNamespaces = false
    // The percentiles of a step must be of a window that lies in it.
    options.window = options.window ?? min(30, max(10, interval.value))
    options.refresh = options.refresh ?? min(5, max(1, (interval.value / 5).rounded(.down)))
    // With JSON nothing else may be on stdout.
    let shown = EditOptions(
      dryRun: dryRun ? .server : .none, output: output == .json ? .json : .diff, yes: yes,
      confirm: confirm)
    let edit = Edit(connection: connection, edit: shown)
    let session = try edit.open(options)
    defer { try? runBlocking { await session.close() } }
    guard let pipeline = session.pipeline else {
      throw Failure("There is no Kubernetes behind --endpoints, so there is nothing to write to.", code: Exits.usage)
    }
    let (update, version) = try runBlocking {
      (try await session.glance(), try await session.networkingVersion())
    }
    let canary = try Canary(
      CanaryPlan(
        service: target, version: to, steps: steps.steps, interval: interval.value, minRequests: Double(minRequests),
        maxError: maxError.value, maxP99: maxP99.map { $0.value * 1000 }, patience: giveUp?.value),
      in: update.configuration)
    let drive = CanaryDrive(session: session, pipeline: pipeline, apiVersion: version)
    let first = try drive.plan(canary.write(ofStep: 0), in: update)
    Exits.complain(summary(canary))
    for note in canary.notes { Exits.complain("note: \(note)") }
    guard try edit.isConfirmed(first, session: session, pipeline: pipeline) else { return }
    let outcome = try runBlocking { [self] in
      await drive.run(canary, from: update, commands: commands(signals)) { tell($0) }
    }
    try end(outcome, signal: signals.last)
  }

  private func summary(_ canary: Canary) -> String {
    let steps = canary.steps.map(String.init).joined(separator: ", ")
    return "\(canary.plan.service) \(to): \(steps) %, each for at least \(interval.defaultValueDescription) and "
      + "\(minRequests) requests; back to \(canary.old.map { "\($0.version) \($0.weight)" }.joined(separator: ", ")) if it "
      + "does worse than the others."
  }

  private func tell(_ news: CanaryNews) {
    let time = Date().timeIntervalSince1970
    switch output {
    case .text: print("\(Timestamp.text(time)) \(news.text)")
    case .json: print(CanaryReport.json(news, time: time).serialized())
    }
    fflush(nil)
  }

  /// What Ctrl-C means.
  private func commands(_ signals: SignalStream) -> AsyncStream<CanaryEvent> {
    let (stream, continuation) = AsyncStream.makeStream(of: CanaryEvent.self)
    Task {
      for await number in signals.signals {
        if keepOnInterrupt {
          continuation.yield(.leave)
        } else if number == SIGINT, !yes, isatty(0) == 1, !asks() {
          continuation.yield(.leave)
        } else {
          continuation.yield(.abort("Interrupted."))
        }
      }
    }
    return stream
  }

  private func asks() -> Bool {
    FileHandle.standardError.write(Data("\nPut the old weights back? [Y/n] ".utf8))
    return !["n", "no"].contains((readLine() ?? "").lowercased())
  }

  private func end(_ outcome: CanaryOutcome, signal: Int32?) throws {
    if let signal, outcome != .promoted { throw ExitCode(128 + signal) }
    switch outcome {
    case .promoted: Exits.complain("Promoted. `vigla history` lists the steps.")
    case .left: break
    case .rolledBack, .failed: throw Exits.failed
    case .stopped: throw Exits.refused
    }
  }
}
