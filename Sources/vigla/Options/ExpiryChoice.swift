import ArgumentParser
import TrafficConfig

/// The value of `--expire`: a duration, or `none` in so many letters.
struct ExpiryChoice: ExpressibleByArgument, Hashable, Sendable {
  var expiry: Expiry

  init(_ expiry: Expiry) { self.expiry = expiry }

  init?(argument: String) {
    if argument == "none" {
      expiry = .never
    } else if let seconds = Seconds(argument: argument), seconds.value >= 1 {
      expiry = .after(seconds.value)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    if case .after(let seconds) = expiry { return Seconds(seconds).defaultValueDescription }
    return "none"
  }
}
