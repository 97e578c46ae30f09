extension SimplifiedChinese {
  /// The places that keys belong to.
  static let places: [String: String] = [
    "Everywhere": "通用",
    "Graph": "服务图",
    "Traffic weights": "流量权重",
    "What can be done to a service": "对服务可做的操作",
    "Forms": "表单",
    "Rules of a service": "服务的规则",
    "Preview of a change": "改动预览",
    "After a change": "改动之后",
    "Objects as they are written": "对象原文",
    "Proxies": "代理",
    "A change made before": "以前的一次更改",
    "A proxy": "代理",
    "A service or workload": "服务或工作负载",
    "Canary": "金丝雀",
    "Columns of a list": "列表的列",
    "Help": "帮助",
    "Lists": "列表",
  ]
}
