import ArgumentParser

/// An argument such as `x-env=test` or `/api=orders`.
struct HeaderPair: ExpressibleByArgument, Hashable, Sendable {
  var name: String
  var value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}
