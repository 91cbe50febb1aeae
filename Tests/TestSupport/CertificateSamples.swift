/// Certificates and what is mistaken for them, as OpenSSL writes them: Base64 of the DER.
public enum CertificateSamples {
    /// RSA, 2048 bits, until 2126.
    public static let rsa =
        "MIIDDzCCAfegAwIBAgIUDzBpq7AeoVLtnDjdTeEiDfJSGjgwDQYJKoZIhvcNAQELBQAwFjEUMBIGA1UEAwwLaWRwLmV4YW1w"
        + "bGUwIBcNMjYxMTI2MDE1MzQ0WhgPMjEyNjExMDIwMTUzNDRaMBYxFDASBgNVBAMMC2lkcC5leGFtcGxlMIIBIjANBgkqhkiG"
        + "9w0BAQEFAAOCAQ8AMIIBCgKCAQEArq85k8wfYgw2o4ZGCdIuMCsgr1tpxslTvUspLcvEcKqPmvTgUS7p1jTngPymB4HDWmzv"
        + "4QO6MMEu/Bejuaj+O1o8/w6ZnxVPFOyqBSw3BU33P/ZAA23ShLFO3nBW47lefsT+uBNZnordxS/xxkpKZOymxKP+1ukmhkQV"
        + "E6WFu1YP7H34Un9cCOEL3rLv4WExE82joCAsTnPxI4Xrru4k3owwcB5UHj/QG22zccU0HEuWD0HIdm/osy2uJnaz0p3Y21i3"
        + "6HtAXQrwXNc0uh7XtIoIuHqshRq1wgBD9GmKB3UXLPfredEdXA2D1xTiYJlNmMyAjbR5VSb38wy+fWJYsQIDAQABo1MwUTAd"
        + "BgNVHQ4EFgQUURfiUQU4qMRKCjfsBB7g7sb1MEcwHwYDVR0jBBgwFoAUURfiUQU4qMRKCjfsBB7g7sb1MEcwDwYDVR0TAQH/"
        + "BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAEphIpjHo1Gq+Sb62qeKNFR6T8QY7fZtw5h2TuP2v9zvP6zZlobm9+vwkrmHd"
        + "SvDvt/gzx3WzZ2spxq3fbfuVJdXD/d8y5ZGbBOBCUWazJzu4gN/2vj25QakTSaMcZxgzssi76/2XlXBPFHzwP6nquynbOtjE"
        + "qbXduBd9RggB2MIOuYKl2PYwz4Uldlj96f0qj0vZuUmpi5VWQe7A9JVkuV3rT/GoBEzYdO7YoXOSGCH21DhTvEwLm/F0YRfx"
        + "aQ8DbDij0GgS4V11QFuA6fR7oZ2cyzLq2ydJP9LX91GfnitMo9mxBMfG30jwl6Bs0xkvT80tJif+VMbZJa6K76uMHA=="

    /// Another one of the same kind.
    public static let next =
        "MIIDNzCCAh+gAwIBAgIUIURhzDUs8oMTUW6uXY+ME/uGtNswDQYJKoZIhvcNAQELBQAwKjERMA8GA1UECgwITm9yZHdpbmQx"
        + "FTATBgNVBAMMDG5leHQuZXhhbXBsZTAgFw0yNjExMjYwMTUzNDZaGA8yMTI2MTEwMjAxNTM0NlowKjERMA8GA1UECgwITm9y"
        + "ZHdpbmQxFTATBgNVBAMMDG5leHQuZXhhbXBsZTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAKqBmXC9rDeve3ny"
        + "WnTroA/L1yvejzXtvEzNFDQCZAZ6QAlf3yaLqwBjy/UiXNhrPCJZINiC2OKx5O2TuMlkSDEbC9aWX1DTNkCZsYn8jYMbO1JU"
        + "KewyXOJk17cFSKIVWcHTivv8uKTrAf7ldj2F9ny/MZ6CRY4aKVXFtNNmUWNi5o7J8OihWCx8usePeMrd7fL9yULWsM/FKP9j"
        + "Hdj11kOz4fwrihqSOQfbCZwRqh0fMmj4jqXj/S+UoyBgbizttvRFITzrlymzXA9LycrLE7OaAZWuhJgOFj7pzoF5bGoz/GYI"
        + "bskkE0nkULcVo5i7ivRmLMWacxnUt917p9MMExkCAwEAAaNTMFEwHQYDVR0OBBYEFPgYu7NWcrvyOaobaZ92SlDIUxikMB8G"
        + "A1UdIwQYMBaAFPgYu7NWcrvyOaobaZ92SlDIUxikMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBABoDCI7G"
        + "kS1Q9ytV9hEUJ8mKC82nQRbUqlx+Ixa1ZkIlUomMKA4rqvroz0mAh2Vp5+i+pRR1aDxMgI2PvFceKgcXfWeeDOIKp0C6fZYW"
        + "jGQGoXX4Lmfpdj72+XFKVTZuH3oAjl/DrTKD5FazpiHyrpSl/7enu4umaPQTkzVjvpby55CnwVbhGOnEs54mrnOUwzwpJtK5"
        + "5p5XZZMd3ncDTiR7wPVrh/EkWusvA4oVC7QAdlvzFfZRFEIAS2Y2OlT7MQiLzfy8zYBxV0NEKQbLFQOJ110Nq2tkiKpdO5IH"
        + "DOIWbb9+ZLLURCRX1GyDZJTCJtPEc0WO+EttYats2twL97A="

    /// RSA, 1024 bits.
    public static let weak =
        "MIICDDCCAXWgAwIBAgIUKgJItQvPIcH6DvjRa2h8HBDhhnowDQYJKoZIhvcNAQELBQAwFzEVMBMGA1UEAwwMd2Vhay5leGFt"
        + "cGxlMCAXDTI2MTEyNjAxNTM0NloYDzIxMjYxMTAyMDE1MzQ2WjAXMRUwEwYDVQQDDAx3ZWFrLmV4YW1wbGUwgZ8wDQYJKoZI"
        + "hvcNAQEBBQADgY0AMIGJAoGBAMTJR2nKQoSJ5kWysCfxqlOkDdi9+OFFHapZnlRhJnt29Dpjq8y800wyA6mJSaQTanY9XTlB"
        + "Bnilnq9JHm/E6ygfm3hl3nFbwpeBcS1zOM1Bd/w7TAR1+H5Svh67s/xUVTeHrat/fsMcmW70FY9+k2/yLUzZSBSc4i5LYuPP"
        + "GDz5AgMBAAGjUzBRMB0GA1UdDgQWBBShyn+dUdALInGl7auBI659+fzmazAfBgNVHSMEGDAWgBShyn+dUdALInGl7auBI659"
        + "+fzmazAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBAF4JrrzNDcpFnxYL3V6nhVpKhi1xtdqIi2DBdrA79Efi"
        + "x2q25OiWG5UpdvFo7Uyh9ZdECU7o4VrffYXkRkF86Q8aRZQDrJTosseO8+EM0JQDZT2Bfm/NcwbW80qZ0gUTL/9JozougL3P"
        + "A44ZzvjR0xPCWetTD8puUWYzHxJizKm2"

    /// RSA, 2048 bits, until November 28, 2026.
    public static let ending =
        "MIIDETCCAfmgAwIBAgIUV18TPW0oTbkWaqQgXTucVQXCeewwDQYJKoZIhvcNAQELBQAwGDEWMBQGA1UEAwwNZW5kZWQuZXhhbXBs"
        + "ZTAeFw0yNjExMjcyMjI1MzFaFw0yNjExMjgyMjI1MzFaMBgxFjAUBgNVBAMMDWVuZGVkLmV4YW1wbGUwggEiMA0GCSqGSIb3DQEB"
        + "AQUAA4IBDwAwggEKAoIBAQC0saD7S/peZwQeLnYnIFFAQXYzY9Cwur3NW7QjaQOsf2T/kA6VEQYN374TUZu6nzsTztNjD4anWl9x"
        + "ylnEMJCIG4qHu0I9jexoxeD45KSNlB6SMRcLOe45xQJb/jjJXs+eaShFaSWgnMutM381R+0sF8SV3jRatSu85E0wUa2oopG6KdAJ"
        + "t6dK5zIv6rtYPxEqIeAzE8VA6sj5oEpRifh0MxFQVKYHQhFDgwR80YCV5McqmDhURFSiKIWFsO0/L9x33hSnodVhT1w8aitrvvVR"
        + "t0pfob3mYBo4o2lpVoUX2MivKt6YHP98W1CA6+Ru8FyzkKoZY3d6m2eaIUv+9llrAgMBAAGjUzBRMB0GA1UdDgQWBBR9uiCjG+WH"
        + "6+i70/r6DO9CN9uUnjAfBgNVHSMEGDAWgBR9uiCjG+WH6+i70/r6DO9CN9uUnjAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEB"
        + "CwUAA4IBAQCTfKCL5sFLfMILO7WHIuMbJeBZ0/bKexMgP9LKRRnRnpHt4z/AmqXrLkWZu4ColP/NMma9Vn1PU14WjJnClnxet+1E"
        + "EfbHyNo2+KPWE6QiG89TzuGuxU/1SYXWi3InypTGZXwcG/yN+EjJA5zXjpjtgFPmSgCUa2ZYUcntEtXNFVGcstZf9NwA3nTf0vN1"
        + "VsLlAzO66wc60aBQod4ED5XosxL45CtN9QDgLlOaQc2rni32R5rjkn+yoWg7z8haSBV+cFGXYSpe6jMzt2r/CjhWVYh8wl/JmVoi"
        + "JtlWalieOubKiXxs4aTNSLLZo2S6aLXdXUOhOmxPExA3vwiL2bj0"

    /// An elliptic curve.
    public static let curve =
        "MIIBgDCCASegAwIBAgIUJH+BUVr1gN0u54NroEVrvPSB7GkwCgYIKoZIzj0EAwIwFTETMBEGA1UEAwwKZWMuZXhhbXBsZTAg"
        + "Fw0yNjExMjYwMTUzNDZaGA8yMTI2MTEwMjAxNTM0NlowFTETMBEGA1UEAwwKZWMuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqG"
        + "SM49AwEHA0IABELlkFNYMfezvmFFRhF1rZfmvSoCtk9xWh9aodYizFyNGSKG32OvaST2Nb6uhU/pvdwArlXbQQxWS7UmILq1"
        + "7tWjUzBRMB0GA1UdDgQWBBSMfiwxtZnK4Xn40nRIcL15nMsE6TAfBgNVHSMEGDAWgBSMfiwxtZnK4Xn40nRIcL15nMsE6TAP"
        + "BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIF93HSpk24BYxn3Ui7C+RBC53T+9aB0TXYOknTHXa4SAAiAfowKF"
        + "/akJSKT9WcEcYqO/OEdRLLfMoMNGV7AQ6X0jHg=="

    /// Ed25519.
    public static let edwards =
        "MIIBQDCB86ADAgECAhRKNr0RgRlFIzos/hG3jLpQkevwYjAFBgMrZXAwFTETMBEGA1UEAwwKZWQuZXhhbXBsZTAgFw0yNjEx"
        + "MjYwMTUzNDZaGA8yMTI2MTEwMjAxNTM0NlowFTETMBEGA1UEAwwKZWQuZXhhbXBsZTAqMAUGAytlcAMhAKu8k8RcmWgcYa+H"
        + "Uq2LQaeObL9d/yaQvHKmf680CGYto1MwUTAdBgNVHQ4EFgQUPF4r6iHxgqmpuxT4UE4/Q+JQv5owHwYDVR0jBBgwFoAUPF4r"
        + "6iHxgqmpuxT4UE4/Q+JQv5owDwYDVR0TAQH/BAUwAwEB/zAFBgMrZXADQQA++Uvfc3tfeJkT86AtzzvcvnlcGPAePGZeYzr2"
        + "Qz3AhJtkbRgx1Yfq3AoMsQs+ZYzUvBSQe9YL0TSFPKKBI/UO"

    /// A request for a certificate.
    public static let request =
        "MIHPMHcCAQAwFTETMBEGA1UEAwwKZWMuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABELlkFNYMfezvmFFRhF1"
        + "rZfmvSoCtk9xWh9aodYizFyNGSKG32OvaST2Nb6uhU/pvdwArlXbQQxWS7UmILq17tWgADAKBggqhkjOPQQDAgNIADBFAiAt"
        + "WvEYk4DZx72Z4uU2YCt0hnO1xB5qFsWe94V2/SYe+AIhAMRy+5yQp1k75PBDzr3HlN+bIrYnIXlAKMdyyj90cMDh"

    /// PKCS#7.
    public static let container =
        "MIIBrwYJKoZIhvcNAQcCoIIBoDCCAZwCAQExADALBgkqhkiG9w0BBwGgggGEMIIBgDCCASegAwIBAgIUJH+BUVr1gN0u54Nr"
        + "oEVrvPSB7GkwCgYIKoZIzj0EAwIwFTETMBEGA1UEAwwKZWMuZXhhbXBsZTAgFw0yNjExMjYwMTUzNDZaGA8yMTI2MTEwMjAx"
        + "NTM0NlowFTETMBEGA1UEAwwKZWMuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABELlkFNYMfezvmFFRhF1rZfm"
        + "vSoCtk9xWh9aodYizFyNGSKG32OvaST2Nb6uhU/pvdwArlXbQQxWS7UmILq17tWjUzBRMB0GA1UdDgQWBBSMfiwxtZnK4Xn4"
        + "0nRIcL15nMsE6TAfBgNVHSMEGDAWgBSMfiwxtZnK4Xn40nRIcL15nMsE6TAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMC"
        + "A0cAMEQCIF93HSpk24BYxn3Ui7C+RBC53T+9aB0TXYOknTHXa4SAAiAfowKF/akJSKT9WcEcYqO/OEdRLLfMoMNGV7AQ6X0j"
        + "HjEA"

    /// SubjectPublicKeyInfo.
    public static let publicKey =
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQuWQU1gx97O+YUVGEXWtl+a9KgK2T3FaH1qh1iLMXI0ZIobfY69pJPY1vq6F"
        + "T+m93ACuVdtBDFZLtSYgurXu1Q=="

    /// PKCS#1.
    public static let rsaPublicKey =
        "MEgCQQCj+ZaCLb/Xyqxf9XubM7WkXx1orP4WVExFUxqgRz9Y1ztkN7f/jKehiax+bpedaMxgVUBiFMDasUL/PIZQV4anAgMB"
        + "AAE="

    /// A revocation list.
    public static let revocations =
        "MIGsMFQCAQEwCgYIKoZIzj0EAwIwFTETMBEGA1UEAwwKZWMuZXhhbXBsZRcNMjYxMTI2MDE1MzQ3WhcNMzYxMTIzMDE1MzQ3"
        + "WqAOMAwwCgYDVR0UBAMCAQEwCgYIKoZIzj0EAwIDSAAwRQIgHzL4eRUYikg9yiXlNpx7aV/SjM73i+YGdqx9JtNu4UsCIQD5"
        + "vu7LBmks4N4xNCh//bm+gEXXQziAiysaUssCsSXGlg=="

    /// As PEM, in lines of 64.
    public static func pem(_ base64: String, _ label: String = "CERTIFICATE") -> String {
        "-----BEGIN \(label)-----\n\(lines(base64))\n-----END \(label)-----\n"
    }

    public static func lines(_ text: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 64)
            .map { String(letters[$0..<min($0 + 64, letters.count)]) }.joined(separator: "\n")
    }
}
