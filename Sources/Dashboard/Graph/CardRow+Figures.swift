import Texts

extension CardRow {
  /// `80→84.1%` where a VirtualService decides, else `84.1%`; without traffic, that it is idle.
  var shareText: String {
    if isCopies { return tr("copies") }
    guard let configured else { return isIdle ? tr("idle") : Figures.percent(observed) }
    let wanted = Figures.weight(configured)
    return isIdle && configured <= 0 ? wanted + tr("% idle") : wanted + "→" + Figures.percent(isIdle ? nil : observed)
  }

  /// The rate of whatever kind of traffic there is.
  var rateText: String {
    if rate > 0 { return Figures.rate(rate) }
    return byteRate > 0 ? Figures.byteRate(byteRate) : Figures.none
  }
}
