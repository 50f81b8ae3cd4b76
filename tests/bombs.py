"""Starts of XML files that would unfold or fetch far more than they hold."""

BOMBS = {
    "billion laughs": "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>",
    "quadratic": f"<!DOCTYPE x [<!ENTITY a '{'a' * 10_000}'>]>",
    "outside": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>",
    "parameter": "<!DOCTYPE x [<!ENTITY % a SYSTEM 'http://127.0.0.1/x'> %a;]>",
}
