import Documents
import Glibc
import NIOPosix

/// One run of a plugin, from what it is told to the credentials that it answers with.
struct PluginRun: Sendable {
  /// How long a plugin may take: one that talks with the user takes the user's time.
  struct Patience: Sendable {
    var alone = Duration.seconds(60)
    var withUser = Duration.seconds(300)
  }

  let plugin: ExecPlugin
  let terminal: PluginTerminal
  let patience: Patience

  func run() async -> Result<ExecCredential, PluginFailure> {
    do throws(PluginFailure) {
      let onTerminal = try wantsTerminal()
      let path = try locate()
      var environment = plugin.environment.mapValues(\.value)
      environment["KUBERNETES_EXEC_INFO"] = info(isInteractive: onTerminal)
      let process = PluginProcess(
        path: path, arguments: plugin.arguments.map(\.value), environment: environment, onTerminal: onTerminal,
        timeout: onTerminal ? patience.withUser : patience.alone)
      return .success(try read(await Self.outcome(of: process), process.timeout))
    } catch {
      return .failure(error)
    }
  }

  /// Runs the process where blocking is allowed.
  private static func outcome(
    of process: PluginProcess
  ) async -> Result<PluginProcess.Outcome, PluginProcess.Failure> {
    let outcome = try? await NIOThreadPool.singleton.runIfActive {
      () -> Result<PluginProcess.Outcome, PluginProcess.Failure> in
      do throws(PluginProcess.Failure) { return .success(try process.run()) } catch { return .failure(error) }
    }
    return outcome ?? .failure(.start(ECANCELED))
  }

  // MARK: - What it is told

  private func wantsTerminal() throws(PluginFailure) -> Bool {
    switch plugin.interaction {
    case .never: return false
    case .ifAvailable: return terminal.isFree
    case .always:
      guard terminal.isFree else {
        throw PluginFailure("The \(plugin.text) has to ask something on the terminal. \(terminal.advice)")
      }
      return true
    }
  }

  /// The value of `KUBERNETES_EXEC_INFO`.
  func info(isInteractive: Bool) -> String {
    var spec: JSONObject = ["interactive": .bool(isInteractive)]
    if let cluster = plugin.clusterInfo.flatMap({ try? JSONValue(parsing: Array($0.value.utf8)) }) {
      spec["cluster"] = cluster
    }
    let value: JSONValue = [
      "kind": "ExecCredential", "apiVersion": .string(plugin.apiVersion), "spec": .object(spec),
    ]
    return value.serialized()
  }

  /// The program's path: never a file of the working directory, unless the kubeconfig names it by a path.
  private func locate() throws(PluginFailure) -> String {
    if plugin.command.contains("/") { return plugin.command }
    for directory in (plugin.environment["PATH"]?.value ?? "").split(separator: ":") where directory.hasPrefix("/") {
      let path = directory + "/" + plugin.command
      if access(path, X_OK) == 0, !FileAccess.isDirectory(path) { return path }
    }
    throw PluginFailure("The \(plugin.text) is not on PATH. \(hint("Install it, or choose another context."))")
  }

  private func hint(_ otherwise: String) -> String {
    guard !plugin.installHint.isEmpty else { return otherwise }
    return plugin.redaction.apply(plugin.installHint)
  }

  // MARK: - What it answers

  private func read(
    _ outcome: Result<PluginProcess.Outcome, PluginProcess.Failure>, _ timeout: Duration
  ) throws(PluginFailure) -> ExecCredential {
    switch outcome {
    case .failure(.start(let code)):
      let why = String(cString: strerror(code))
      let advice = code == ENOENT ? hint("Install it, or choose another context.") : "Check the file, or its rights."
      throw PluginFailure("The \(plugin.text) cannot be started (\(why)). \(advice)")
    case .failure(.timeout(let errors)):
      throw PluginFailure(
        "The \(plugin.text) gave no credentials within \(Int(timeout.inSeconds.rounded(.up))) s and was ended"
          + said(errors) + " Run it by hand to see what it waits for.")
    case .failure(.tooMuch):
      throw PluginFailure("The \(plugin.text) printed several megabytes, which are no credentials. Run it by hand.")
    case .success(let ended) where ended.status != 0:
      throw PluginFailure(
        "The \(plugin.text) ended with status \(ended.status)" + said(ended.errors, ended.output)
          + " Log in as it asks for, or choose another context.")
    case .success(let ended):
      do throws(ExecCredential.Problem) {
        return try ExecCredential(parsing: ended.output, apiVersion: plugin.apiVersion)
      } catch {
        throw PluginFailure(
          "The \(plugin.text) answered with \(error.text)" + said(ended.errors, ended.output)
            + " Check its version and the kubeconfig's apiVersion.")
      }
    }
  }

  /// What the program printed on its standard error, without credentials, as the end of a sentence.
  private func said(_ errors: [UInt8], _ output: [UInt8] = []) -> String {
    var redaction = plugin.redaction
    if let status = (try? JSONValue(parsing: output))?["status"] {
      redaction = redaction.adding(
        ["token", "clientKeyData"].compactMap { status[$0]?.string.map(Secret.init) })
    }
    // The end tells what went wrong; warnings come before it.
    let text = DisplayText.oneLine(redaction.apply(String(decoding: errors.suffix(1_000), as: UTF8.self)))
    return text.isEmpty ? "." : ": \(text.last == "." ? String(text.dropLast()) : text)."
  }
}
