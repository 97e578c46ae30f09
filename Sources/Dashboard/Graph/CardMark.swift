import Cells
import MeshModel
import Texts

/// A mark in a card's title: what its configuration does, or what is unusual about it. Words where there is room for
/// them, else a letter.
enum CardMark: Hashable, Sendable, CaseIterable {
  // The most telling first.
  case fault, offWeights, weights, mirror, timeout, breaker, outOfMesh, plainText, gateway, virtualService, callsItself

  /// Different ones for what can stand beside each other.
  var letter: String {
    switch self {
    case .fault: "F"
    case .offWeights: "W"
    case .weights, .virtualService: "V"
    case .mirror: "M"
    case .timeout: "T"
    case .breaker: "B"
    case .outOfMesh: "N"
    case .plainText: "P"
    case .gateway: "G"
    case .callsItself: "S"
    }
  }

  /// The longest first.
  var words: [String] {
    switch self {
    case .fault: [tr("fault injected"), tr("fault")]
    case .offWeights: [tr("off its weights"), tr("off weights"), tr("off VS")]
    case .weights: [tr("VS weights"), "VS"]
    case .mirror: [tr("mirror")]
    case .timeout: [tr("timeout")]
    case .breaker: [tr("breaker"), "CB"]
    case .outOfMesh: [tr("no proxy")]
    case .plainText: [tr("plain text"), tr("plain")]
    case .gateway: [tr("gateway")]
    case .virtualService: ["VS"]
    case .callsItself: [tr("calls itself")]
    }
  }

  /// For the legend.
  var meaning: String {
    switch self {
    case .fault: tr("a VirtualService injects faults")
    case .offWeights: tr("the split is not that of the weights, beyond chance")
    case .weights: tr("a VirtualService decides the split")
    case .mirror: tr("copies of its requests go elsewhere")
    case .timeout: tr("a VirtualService limits how long requests take")
    case .breaker: tr("a DestinationRule has limits or ejects pods: a circuit breaker")
    case .outOfMesh: tr("its pods have no proxy")
    case .plainText: tr("some of its callers do not use mutual TLS")
    case .gateway: tr("a gateway")
    case .virtualService: tr("a VirtualService routes its requests")
    case .callsItself: tr("it calls itself")
    }
  }

  /// Follows from the configuration, so that a card keeps room for its letter; the others come and go with the traffic.
  var isLasting: Bool {
    switch self {
    case .offWeights, .plainText, .callsItself: false
    default: true
    }
  }
}

extension GraphCard {
  /// Its marks, the most telling first.
  var marks: [CardMark] {
    CardMark.allCases.filter { mark in
      switch mark {
      case .fault: badges.contains(.faultInjection)
      case .offWeights: isOffWeights
      case .weights: hasConfiguredSplit && rows.count > 1 && !isOffWeights
      case .mirror: badges.contains(.mirroring)
      case .timeout: badges.contains(.requestTimeout)
      case .breaker: badges.contains(.circuitBreaker)
      case .outOfMesh: badges.contains(.outOfMesh)
      case .plainText: takesPlainText && !isGateway && !badges.contains(.gateway)
      // Istio's own say so by their names.
      case .gateway: badges.contains(.gateway) && !title.hasSuffix("gateway")
      case .virtualService: badges.contains(.virtualService) && !(hasConfiguredSplit && rows.count > 1)
      case .callsItself: selfRate > 0
      }
    }
  }

  /// Columns that the letters of lasting marks take; traffic has no part in it.
  var markWidth: Int {
    marks.count(where: \.isLasting) + (isOffWeights && hasConfiguredSplit && rows.count > 1 ? 1 : 0)
  }

  /// As much about the marks as fits into so many columns: words for the first and letters for the rest, or letters
  /// alone; nil if there is nothing to say or no room.
  func tag(room: Int) -> String? {
    let marks = marks
    guard let first = marks.first, room > 0 else { return nil }
    let rest = marks.dropFirst().map(\.letter).joined()
    let letters = first.letter + rest
    let texts = first.words.map { rest.isEmpty ? $0 : $0 + " " + rest } + [letters]
    return texts.first { TextWidth.of($0) <= room } ?? String(letters.prefix(room))
  }
}
