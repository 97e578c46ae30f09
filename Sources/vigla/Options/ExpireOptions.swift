import ArgumentParser
import TrafficConfig

/// For edits that may end by themselves.
struct ExpireOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How long the edit is meant to last, such as 10m; noted on the object.", valueName: "time"))
  var expire: ExpiryChoice?

  var expiry: Expiry { expire?.expiry ?? .never }
}
