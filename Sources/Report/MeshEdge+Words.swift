import Cells
import MeshModel

extension MeshEdge {
  /// The rate with its unit, such as `49.8/s` or `12 kB/s`.
  var rateText: String {
    `protocol` == .tcp ? NumberFormat.bytes(rate, width: 0) : NumberFormat.rate(rate, width: 0)
  }

  /// The rate, and the share of errors if there are any.
  var label: String {
    guard let errors = percentError, errors > 0 else { return rateText }
    return "\(rateText) \(NumberFormat.percent(errors, width: 0))"
  }
}
