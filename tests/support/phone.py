"""A phone that weighs what it fetches, as it comes over the wire."""

import re

import brotli


class Phone:
    """Gets pages as a browser does and weighs what came over the wire."""

    def __init__(self, client):
        self.client = client
        self.kept = {}

    def weigh(self, address):
        """Return the bytes of an answer; addresses of files are asked for once."""
        answer = self.client.get(address, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200, address
        packed = answer.headers.get("Content-Encoding") == "br"
        return len(answer.data), (brotli.decompress(answer.data) if packed else answer.data)

    def file(self, address):
        if address not in self.kept:
            self.kept[address] = self.weigh(address)
        return self.kept[address]

    def cold(self, address):
        """Return the bytes of a page alone, and with every file that it draws in."""
        own, page = self.weigh(address)
        text = page.decode()
        files = set(re.findall(r'<(?:img|script)\b[^>]*?\bsrc="(/[^"]+)"', text))
        links = re.findall(r"<link\b[^>]*>", text)
        files |= {
            re.search(r'href="([^"]+)"', link)[1]
            for link in links
            if re.search(r'rel="(?:stylesheet|icon|preload|modulepreload|manifest)"', link)
        }
        assert any(name.endswith(".css") for name in files)
        whole = own
        for name in files:
            size, inner = self.file(name)
            whole += size
            if name.endswith(".css"):
                for url in set(re.findall(r"url\(['\"]?(/[^)'\"]+)", inner.decode())):
                    whole += self.file(url)[0]
        return own, whole
