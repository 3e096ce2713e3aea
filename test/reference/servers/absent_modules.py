"""Modules that no part of these servers' video paths calls, absent where there is no GPU.

A name from one of them is a class that does nothing, so that files which only mention it can be
imported. Whoever calls one gets an object without any behaviour, and the run fails.
"""

import importlib.abc
import importlib.machinery
import sys
import types


class _AbsentType(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return cls

    def __or__(cls, other):
        return other

    def __ror__(cls, other):
        return other


class Absent(metaclass=_AbsentType):
    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, decorated=None, *args, **kwargs):
        return decorated

    def __init_subclass__(cls, **kwargs):
        pass

    def __class_getitem__(cls, item):
        return cls


class _AbsentModule(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Absent,), {"__module__": self.__name__})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, roots):
        self.roots = tuple(roots)

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in self.roots or name in self.roots:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        if any(name.startswith(root + ".") for root in self.roots):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return _AbsentModule(spec.name)

    def exec_module(self, module):
        pass


def declare_absent(*roots):
    """Makes the modules of these names, and all below them, importable."""
    sys.meta_path.insert(0, _Finder(roots))
