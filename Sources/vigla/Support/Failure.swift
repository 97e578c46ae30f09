import ArgumentParser

/// An end of the program with a message for the operator and a code of the contract.
struct Failure: Error {
  var text: String
  var code: ExitCode

  init(_ text: String, code: ExitCode = Exits.failed) {
    self.text = text
    self.code = code
  }
}
