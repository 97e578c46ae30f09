import ArgumentParser

/// Where traffic is read from.
enum SourceChoice: String, CaseIterable, ExpressibleByArgument {
  case proxies, prometheus
}
