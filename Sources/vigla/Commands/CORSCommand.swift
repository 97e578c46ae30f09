import ArgumentParser
import TrafficConfig

/// `vigla cors`: which pages of other origins may read a service's answers.
struct CORSCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cors", abstract: "Allow pages of other origins to call a service.",
    discussion: """
      What is not named stays as it is; a list that is named takes the place of the one that is there. \
      `vigla reset SERVICE --feature cors` removes all of it.

      An origin is https://shop.example exactly, ^https://shop. for a prefix, ~PATTERN for a regex, * for every one.

      Example: vigla cors reviews --origin https://shop.example \\
        --methods GET,POST --headers x-token --max-age 1h
      """)

  @Argument(help: "The service: NAME, or NAME.NAMESPACE.")
  var service: String

  @Option(help: ArgumentHelp("An origin that is allowed; may be repeated.", valueName: "origin"))
  var origin: [String] = []

  @Option(help: ArgumentHelp("The methods that are allowed, such as GET,POST, or *.", valueName: "list"))
  var methods: NameList?

  @Option(help: ArgumentHelp("The headers that requests may have.", valueName: "list"))
  var headers: NameList?

  @Option(help: ArgumentHelp("The headers of answers that pages may read.", valueName: "list"))
  var expose: NameList?

  @Option(help: ArgumentHelp("How long browsers remember the answer to a preflight.", valueName: "time"))
  var maxAge: Seconds?

  @Flag(inversion: .prefixedNo, help: "Whether cookies and authorization may come along.")
  var credentials: Bool?

  @Option(help: "What becomes of preflights of other origins: forward to the service, or ignore.")
  var unmatchedPreflights: CORSRequest.Preflights?

  @OptionGroup var scope: ScopeOptions
  @OptionGroup var expire: ExpireOptions
  @OptionGroup var edit: EditOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let target = try connection.target(service)
    var origins: [StringMatch] = []
    for text in origin { origins.append(try CORSRequest.origin(parsing: text)) }
    let request = CORSRequest(
      scope: try scope.scope(of: target), origins: origins.isEmpty ? nil : origins, methods: methods?.names,
      headers: headers?.names, expose: expose?.names, maxAge: maxAge?.value, allowsCredentials: credentials,
      unmatchedPreflights: unmatchedPreflights, expiry: expire.expiry)
    try Edit(connection: connection, edit: edit).run(on: target) { context in
      try CORSEdit.plan(request, in: context)
    }
  }
}

extension CORSRequest.Preflights: ExpressibleByArgument {
  public init?(argument: String) { self.init(rawValue: argument.uppercased()) }

  public static var allValueStrings: [String] { allCases.map { $0.rawValue.lowercased() } }
}
