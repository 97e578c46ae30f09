import Texts
import TrafficConfig

/// The field that asks how long a change is meant to last.
enum ExpiryField {
  private static let id = "expiry"

  static func field(_ initial: String) -> FormField {
    .text(
      id, tr("Meant to last"), .durationOrNone, initial, isOptional: false,
      help: tr("Noted on the object with what was before; every later vigla tells when it is over. none: for good."))
  }

  static func expiry(_ answers: FormAnswers) -> Expiry {
    answers.text(id) == "none" ? .never : answers.seconds(id).map(Expiry.after) ?? .never
  }
}
