"""A site behind a proxy on this machine that answers with whom it takes its visitor for."""

from ogpreports.proxies import believing

NAMES = ("REMOTE_ADDR", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO")


def _tell(environ, start_response):
    told = " ".join(environ[name] or "-" for name in NAMES).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
    return [told]


site = believing(["127.0.0.1"], _tell)
