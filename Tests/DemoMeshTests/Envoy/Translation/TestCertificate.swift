@testable import DemoMesh

/// A self-signed certificate with its key, for tests only: nothing ever trusts it. Valid for a hundred years.
enum TestCertificate {
  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBvzCCAWWgAwIBAgIUSbCDxnvOYwTbIUdC2ouEiLEBSTQwCgYIKoZIzj0EAwIw
    GDEWMBQGA1UECgwNY2x1c3Rlci5sb2NhbDAgFw0yNjExMjcxNzA0NTlaGA8yMTI2
    MTEwMzE3MDQ1OVowGDEWMBQGA1UECgwNY2x1c3Rlci5sb2NhbDBZMBMGByqGSM49
    AgEGCCqGSM49AwEHA0IABEm8y57Kv4QPswo/c9/6d+6L7VVnVZo2A9Lly5Yg5HpS
    7fXUfTGpJECWb8/AoTL5TKoyk+E2MQOq+Nxh7ch2vi2jgYowgYcwHQYDVR0OBBYE
    FJROpUj6VtpjHyt6VdVMTyvu+wAvMB8GA1UdIwQYMBaAFJROpUj6VtpjHyt6VdVM
    Tyvu+wAvMA8GA1UdEwEB/wQFMAMBAf8wNAYDVR0RBC0wK4Ypc3BpZmZlOi8vY2x1
    c3Rlci5sb2NhbC9ucy9kZWZhdWx0L3NhL3Rlc3QwCgYIKoZIzj0EAwIDSAAwRQIg
    KlyCgtoUqkla8rUHlOAWl9BadoIcVZDHAg1hnkrT07sCIQDrtsIA30nAyOnuUoxj
    hnuiQjtU0IqgyA24nIVJkxeIXg==
    -----END CERTIFICATE-----

    """

  static let privateKey = """
    -----BEGIN EC PRIVATE KEY-----
    MHcCAQEEIIwwOo0eXYsuEPl4dGwmyF9846W7TP5jPqe79FAl+w4doAoGCCqGSM49
    AwEHoUQDQgAESbzLnsq/hA+zCj9z3/p37ovtVWdVmjYD0uXLliDkelLt9dR9Makk
    QJZvz8ChMvlMqjKT4TYxA6r43GHtyHa+LQ==
    -----END EC PRIVATE KEY-----

    """

  static let credential = TLSCredential(
    certificateChain: certificate, privateKey: privateKey, caCertificates: certificate)
}
