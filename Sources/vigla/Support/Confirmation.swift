import App
import Foundation
import Glibc
import Settings
import TrafficConfig

/// The question before a write.
struct Confirmation {
  var yes: Bool
  /// What `--confirm` named.
  var confirm: String?

  /// Ends if the plan may be written.
  ///
  /// - Throws: `Failure` with the reason if it may not.
  func ask(for plan: ChangePlan, in session: MeshSession) throws {
    if try isGranted(in: session) { return }
    let isProtected = session.protectedContext != nil
    if yes, !isProtected { return }
    guard isatty(0) == 1 else {
      if let context = session.protectedContext { throw Self.protection(of: context) }
      throw Failure(
        "Not written: stdin is no terminal to ask on. Give --yes to write without asking.", code: Exits.usage)
    }
    if let confirmation = plan.confirmation(protectedContext: session.protectedContext) {
      Exits.complain(confirmation.reason)
      guard Self.answer("Type \(confirmation.word) to write it: ") == confirmation.word else {
        throw Failure("Not written.", code: isProtected ? Exits.refused : Exits.failed)
      }
    } else if !["y", "yes"].contains(Self.answer("Write it? [y/N] ").lowercased()) {
      throw Failure("Not written.", code: Exits.failed)
    }
  }

  /// Whether `--confirm` names the context.
  ///
  /// - Throws: `Failure` if it names another.
  func isGranted(in session: MeshSession) throws -> Bool {
    guard let confirm else { return false }
    guard confirm == session.name else {
      throw Failure(
        "Not written: --confirm names \(confirm), but the context is \(session.name).", code: Exits.refused)
    }
    return true
  }

  /// That `--yes` is not enough.
  static func protection(of context: String) -> Failure {
    Failure(
      "Not written: the context \(context) is protected by the settings, so --yes is not enough. Give "
        + "--confirm \(context), or answer on a terminal.", code: Exits.refused)
  }

  private static func answer(_ question: String) -> String {
    FileHandle.standardError.write(Data(question.utf8))
    return (readLine() ?? "").trimmingCharacters(in: .whitespaces)
  }
}
