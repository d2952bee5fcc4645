"""How the server speaks to the proxy before it: `gunicorn --config ogpreports/server.py`, in production.

What a command line says goes before what stands here: `--bind`, `--workers`, `--threads`.
"""

wsgi_app = "ogpreports.wsgi:application"
workers = 2
threads = 4

# WSGI knows X-Forwarded-For and X_Forwarded_For by one name, and most proxies pass on what a visitor sends under the
# second: it is dropped, with SCRIPT_NAME and PATH_INFO, which the server would take from a proxy on its own machine.
header_map = "drop"
forwarder_headers = ""
# proxies.py alone decides whom to believe about a visitor's IP address and scheme.
forwarded_allow_ips = ""

# A list of reports has its filters in its address; longer ones are refused by proxies, too.
limit_request_line = 8190
# Longer than proxies keep a connection: none of them sends into one that is being closed.
keepalive = 75
# Nothing but signals commands the server: no socket lies about in somebody's home.
control_socket_disable = True
