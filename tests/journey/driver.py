# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the built program from outside: real keys and clicks through XTest (xdotool), and what stands on the screen through AT-SPI.

Nothing is waited for by the clock: every wait looks again until what it waits for is there, and gives up after PATIENCE seconds
with a list of what is there instead.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PATIENCE = float(os.environ.get("ISOBOLE_JOURNEY_PATIENCE", "60"))

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get('ISOBOLE_BUILD_DIR', os.path.join(HERE, '..', '..', 'build'))
CLI = os.environ.get('ISOBOLE_CLI', os.path.join(BUILD, 'src', 'cli', 'isobole-cli'))
INSIDE = 'ISOBOLE_JOURNEY_INSIDE'


WELL = re.compile('[A-Z]+[0-9]+$')


class Lost(Exception):
    """What was waited for did not come."""


def find_python():
    """A Python that knows AT-SPI: distributions give it to their own only."""
    for python in (sys.executable, '/usr/bin/python3'):
        if os.path.exists(python) and subprocess.run(
                [python, '-c', 'import gi; gi.require_version("Atspi", "2.0"); from gi.repository import Atspi'],
                capture_output=True, check=False).returncode == 0:
            return python
    return None


def enter_display():
    """Goes on in a virtual X server with a session bus of its own, or ends with the reason why not."""
    if INSIDE in os.environ:
        return
    python = find_python()
    missing = [tool for tool in ('Xvfb', 'xdotool', 'dbus-run-session') if shutil.which(tool) is None]
    if python is None:
        missing.append('python3-gi with gir1.2-atspi-2.0')
    if missing:
        print('1..0 # SKIP No journey without ' + ', '.join(missing))
        sys.exit(0)
    home = tempfile.mkdtemp(prefix='isobole-journey-')
    env = {name: value for name, value in os.environ.items()
           if name not in ('GTK_A11Y', 'DBUS_SESSION_BUS_ADDRESS', 'WAYLAND_DISPLAY', 'NO_AT_BRIDGE', 'AT_SPI_BUS_ADDRESS')}
    os.mkdir(os.path.join(home, 'run'), 0o700)
    env.update({
        INSIDE: home, 'HOME': home, 'XDG_DATA_HOME': home + '/data', 'XDG_CONFIG_HOME': home + '/config',
        'XDG_CACHE_HOME': home + '/cache', 'XDG_RUNTIME_DIR': home + '/run', 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
        'GSETTINGS_BACKEND': 'memory', 'GSETTINGS_SCHEMA_DIR': os.path.join(BUILD, 'data'), 'LC_ALL': 'C.UTF-8',
        'PYTHONWARNINGS': 'ignore', 'GTK_USE_PORTAL': '0',
    })
    try:
        with open(os.path.join(home, 'log'), 'w', encoding='utf-8') as log:
            status = subprocess.call([sys.executable, os.path.join(HERE, '..', 'with-display.py'), 'dbus-run-session', '--', python]
                                     + sys.argv, env=env, stderr=log)
        if status != 0:
            with open(os.path.join(home, 'log'), encoding='utf-8', errors='replace') as log:
                for line in log.read().splitlines()[-40:]:
                    print('# ' + line)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(status)


def wait(look, what, describe=lambda: ''):
    """What `look` returns as soon as it returns something."""
    end = time.monotonic() + PATIENCE
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Lost(f'{what} did not come\n{describe()}')
        time.sleep(0.02)


def is_called(node, name):
    return node.get_name() == name


def xdotool(*words):
    return subprocess.run(['xdotool', *map(str, words)], capture_output=True, text=True, check=False).stdout.split()


def dump(path):
    """The project as isobole-cli writes it."""
    env = {**os.environ, 'ASAN_OPTIONS': 'detect_leaks=0'}
    done = subprocess.run([CLI, 'dump', path], capture_output=True, text=True, check=False, env=env)
    if done.returncode != 0:
        raise Lost(f'isobole-cli dump {path}: {done.stderr}')
    return json.loads(done.stdout)


class Program:
    """The program, running; counts what a person would have to do."""

    started = []

    def __init__(self, *arguments, env=None):
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi
        self.atspi = Atspi
        Atspi.init()
        Atspi.set_timeout(int(1000 * PATIENCE), int(1000 * PATIENCE))   # a busy program is not one that is gone
        self.desktop = Atspi.get_desktop(0)
        self.desktop.get_child_count()
        self.clicks = self.keys = 0
        self.window = None
        self.hidden = set()   # pages that are there and not shown, by the name of their type: they need not be looked through
        sanitizer = os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
        self.process = subprocess.Popen([os.path.join(BUILD, 'src', 'app', 'isobole'), *arguments],
                                        env={**os.environ, 'ASAN_OPTIONS': sanitizer, **(env or {})})
        Program.started.append(self)
        self.application = wait(self._find_application, 'the program')
        self.focus_window()

    def _find_application(self):
        if self.process.poll() is not None:
            raise Lost(f'the program ended with status {self.process.returncode}')
        self.desktop.clear_cache()
        for index in range(self.desktop.get_child_count()):
            child = self.desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    # What is there.

    def _extents(self, node):
        try:
            return node.get_extents(self.atspi.CoordType.WINDOW)
        except Exception:   # GLib.Error: it has no place of its own
            return None

    def extents_now(self, node):
        extents = self._extents(node)
        return extents and (extents.x, extents.y, extents.width, extents.height)

    def walk(self, node=None, depth=0, wells=False, closed=()):
        """All that is shown: pairs of depth and node, in the order of the tree; the many wells of a plate only if asked for. What has one
        of the names in `closed` is not looked into: every node is asked for on its own, about 1 ms each, and a table has a thousand."""
        if node is None:
            if self.process.poll() is not None:
                raise Lost(f'the program ended with status {self.process.returncode}')
            self.application.clear_cache()
            node = self.application
        else:
            name = node.get_name()
            if name in self.hidden:
                return
            extents = self._extents(node)
            if extents is not None and (extents.width <= 0 or extents.height <= 0):
                return
            yield depth, node
            if name in closed:
                return
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None and not wells and WELL.match(child.get_name() or ''):
                break
            if child is not None:
                yield from self.walk(child, depth + 1, wells, closed)

    def describe(self):
        lines = []
        for depth, node in self.walk():
            if node.get_name():
                lines.append('  ' * depth + f'{node.get_role_name()} “{node.get_name()}”')
        return '\n'.join(lines)

    def look(self, role, name, sensitive=True):
        for _, node in self.walk(wells=role == 'table cell'):
            try:
                if is_called(node, name) and node.get_role_name() == role and (
                        not sensitive or node.get_state_set().contains(self.atspi.StateType.SENSITIVE)):
                    return node
            except Exception:   # it went while it was looked at
                continue
        return None

    def find(self, role, name, sensitive=True):
        return wait(lambda: self.look(role, name, sensitive), f'{role} “{name}”', self.describe)

    def find_still(self, role, name):
        """What slides into its place while a row opens, as soon as it does not move any more."""
        def look():
            node = self.find(role, name)
            first = self.extents_now(node)
            time.sleep(0.1)
            return node if first == self.extents_now(node) else None
        return wait(look, f'{role} “{name}” at rest', self.describe)

    def gone(self, role, name):
        wait(lambda: self.look(role, name, False) is None, f'the end of {role} “{name}”', self.describe)

    def find_focus(self, closed=()):
        for _, node in self.walk(wells=True, closed=closed):
            if node.get_state_set().contains(self.atspi.StateType.FOCUSED):
                return node
        return None

    def text(self, node):
        try:
            return node.get_text(0, -1)
        except Exception:
            return ''

    # Windows: there is no window manager that would bring a new one to the front.

    def list_windows(self):
        return {window: ' '.join(xdotool('getwindowname', window))
                for window in xdotool('search', '--onlyvisible', '--pid', self.process.pid)}

    def focus_window(self, title=None):
        def look():
            window = next((window for window, name in reversed(self.list_windows().items()) if title in (None, name)), None)
            return window if window and xdotool('windowfocus', window, 'getwindowfocus') == [window] else None
        self.window = wait(look, f'the window {title or ""}, with the focus', self.list_windows)

    # What a person does.

    def click(self, node, times=1, modifier=None):
        x, y = self.place(node)
        held = ['keydown', modifier] if modifier else []
        freed = ['keyup', modifier] if modifier else []
        xdotool('mousemove', x, y, *held, 'click', '--repeat', times, '--delay', 60, 1, *freed)
        self.clicks += times

    def place(self, node):
        """The middle of something, on the screen."""
        extents = wait(lambda: (e := self._extents(node)) and e.width > 0 and e, 'a place to click')
        frame = node
        while frame.get_role_name() not in ('frame', 'dialog', 'window', 'file chooser', 'alert'):
            frame = frame.get_parent()
        outer = self._extents(frame)
        geometry = wait(lambda: dict(line.split('=') for line in xdotool('getwindowgeometry', '--shell', self.window)),
                        'the place of the window', lambda: f'{self.window} of {self.list_windows()}')
        return (int(geometry['X']) + (int(geometry['WIDTH']) - outer.width) // 2 + extents.x + extents.width // 2,
                int(geometry['Y']) + (int(geometry['HEIGHT']) - outer.height) // 2 + extents.y + extents.height // 2)

    def drag(self, begin, end, steps=12):
        """With the button held from one thing to another, in steps as a hand makes them."""
        (x, y), (to_x, to_y) = self.place(begin), self.place(end)
        xdotool('mousemove', x, y, 'mousedown', 1)
        for step in range(1, steps + 1):
            xdotool('mousemove', x + (to_x - x) * step // steps, y + (to_y - y) * step // steps)
            time.sleep(0.02)
        xdotool('mouseup', 1)
        self.clicks += 1

    def press(self, *keys):
        """Keys by their X names, one after the other: Tab, ctrl+s."""
        xdotool('key', '--delay', 20, *keys)
        self.keys += len(keys)

    def type(self, text):
        xdotool('type', '--delay', 8, text)
        self.keys += len(text)

    def choose_file(self, title, button, path):
        """A file chooser takes a whole path, and what is written there is waited for."""
        self.focus_window(title)
        self.find('push button', button)
        self.press('ctrl+a')
        self.type(path)
        self.press('Return')
        wait(lambda: os.path.exists(path) and os.path.getsize(path) > 0, f'the file {path}', self.describe)
        self.focus_window()

    def tab_to(self, role, name, key='Tab', most=60):
        """Presses Tab until the focus is there."""
        def label(node):
            return (node.get_role_name(), node.get_name()) if node is not None else None
        for _ in range(most):
            focus = self.find_focus()
            if focus is not None and focus.get_role_name() == role and is_called(focus, name):
                return
            self.press(key)
            end = time.monotonic() + 2
            while label(self.find_focus()) == label(focus) and time.monotonic() < end:
                time.sleep(0.02)
        raise Lost(f'the focus never came to {role} “{name}”\n{self.describe()}')

    # The end.

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._wait_for_bus()

    def _wait_for_bus(self):
        """The bus notices a little later that somebody went; until then the name of the program is taken."""
        from gi.repository import Gio, GLib
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        name = GLib.Variant('(s)', (os.environ.get('ISOBOLE_APP_ID', 'io.github.isobole.Isobole'),))
        wait(lambda: not bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'NameHasOwner', name,
                                       None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0], 'the end of the name on the bus')

    def quit(self):
        """Ctrl+Q; everything is saved."""
        self.press('ctrl+q')
        self.process.wait(PATIENCE)
        self._wait_for_bus()


def run(journeys):
    """TAP: each journey is one test; the number of clicks and keys of each is told."""
    print(f'1..{len(journeys)}')
    failed = 0
    for number, journey in enumerate(journeys, 1):
        name = journey.__name__.replace('_', ' ')
        folder = tempfile.mkdtemp(prefix='journey-', dir=os.environ[INSIDE])
        programs = []
        begin = time.monotonic()
        try:
            programs = journey(folder)
            clicks, keys = sum(p.clicks for p in programs), sum(p.keys for p in programs)
            print(f'# {name}: {clicks} clicks, {keys} keys, {time.monotonic() - begin:.1f} s')
            print(f'ok {number} {name}', flush=True)
        except Exception as error:   # a journey that ends in any other way has failed as well
            failed += 1
            for line in f'{type(error).__name__}: {error}'.splitlines():
                print('# ' + line)
            if 'ISOBOLE_JOURNEY_PICTURES' in os.environ:
                picture = os.path.join(os.environ['ISOBOLE_JOURNEY_PICTURES'], f'{journey.__name__}.png')
                subprocess.run(['import', '-window', 'root', picture], check=False)
            print(f'not ok {number} {name}', flush=True)
        finally:
            for program in Program.started:
                if program.process.poll() is None:
                    program.kill()
            Program.started.clear()
    return 1 if failed else 0
