"""The county's network lives through its years as a social co-operative: founded by joint subscription, run by assemblies."""
