import App
import ArgumentParser
import Report

/// `vigla doctor`: what was reached, what is missing, and what to ask for.
struct DoctorCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, yaml }

  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what of the mesh can be reached, what is missing, and which role to ask for.",
    discussion: """
      Asks the API server what you may do, looks at the mesh once, and changes nothing. The role is printed ready for \
      kubectl apply; with -o yaml it is all that is printed.

      Example: vigla doctor -n shop -o yaml | kubectl apply -f -

      Exit codes: 0 if Vigla can work, 3 if the cluster cannot be reached, 4 if rights are missing without which nothing \
      can be shown.
      """)

  @OptionGroup var connection: ConnectionOptions
  @Option(name: .shortAndLong, help: "text, json, or yaml for the role alone.") var output: Format = .text

  func run() throws {
    let session = try connection.session.open()
    let (direct, readOnly) = (connection.direct, connection.readOnly)
    let diagnosis = try runBlocking {
      let diagnosis = await Diagnosis.make(session, direct: direct, readOnly: readOnly)
      await session.close()
      return diagnosis
    }
    switch output {
    case .text: print(diagnosis.report.text(width: OneLook.terminalWidth ?? .max), terminator: "")
    case .json: print(diagnosis.report.json.serialized(pretty: true))
    case .yaml:
      if diagnosis.report.manifests.isEmpty { Exits.complain("Nothing is missing: there is no role to ask for.") }
      print(diagnosis.report.yaml, terminator: "")
    }
    if let code = diagnosis.exitCode { throw code }
  }
}
