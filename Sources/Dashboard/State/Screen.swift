/// A screen that lies over the graph; going back takes away the uppermost one.
enum Screen: Sendable {
  case help(scroll: Int)
  case messages(scroll: Int)
  case weights(WeightsScreen)
  case preview(PreviewScreen)
  case afterwards
  case proxies(ProxiesScreen)
}
