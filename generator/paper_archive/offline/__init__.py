"""Reading offline: the files by which a browser keeps an archive on the reader's device.

    sw.js                  the service worker; its scope is the site's folder
    manifest.webmanifest   makes the site an app that can be installed
    offline.html           the page where readers say what to keep, and what they see instead of a
                           page that is not kept
    offline/*.json         lists of files, loaded only on request (`lists.py`)

Files of one build stay together by three rules:

- Scripts and style sheets have the checksum of all of them, the *design*, behind their addresses in
  every page: `assets/archive.css?1a2b3c4d` (`site/design.py`). A cached page asks for the files of
  its own build, whichever build is on the server. A new day does not change the design.
- The worker shows and keeps a page only once it has all files of the page's design; until then it
  shows the page that it kept before.
- What is kept on request is compared with the lists by SHA-256. Pages that change are replaced
  together, when all files of the new build have arrived.

`offline_reading: false` in `mkdocs.yml` leaves all of it out but `sw.js`, which then removes itself
and what it kept from the browsers that have it. Bundles and ZIM files never have it.
"""
