import DemoMesh
import Documents

extension RunningDemo {
  /// One line of JSON that tells where everything is.
  var readyLine: String {
    let proxies = proxies.map { proxy in
      var object: JSONObject = [
        "workload": .string(proxy.workload), "namespace": .string(proxy.namespace), "pod": .string(proxy.pod),
      ]
      if let admin = proxy.admin { object["admin"] = .string(admin) }
      object["stats"] = .string(proxy.stats)
      return JSONValue.object(object)
    }
    let line: JSONValue = [
      "kubeconfig": .string(kubeconfigPath), "api": .string(apiURL), "gateway": .string(gatewayURL),
      "proxies": .array(proxies),
    ]
    return line.serialized()
  }
}
