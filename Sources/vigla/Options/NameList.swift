import ArgumentParser

/// Names separated by commas, such as `GET,POST`.
struct NameList: ExpressibleByArgument, Hashable, Sendable {
  var names: [String]

  init?(argument: String) {
    names = argument.split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
    if names.isEmpty { return nil }
  }
}
