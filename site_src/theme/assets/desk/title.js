// The key of a paper of which nothing but the title is known. No dependencies.
paperArchive.desk.titleKey = function (title) { return "title:" + title.toLowerCase().replace(/\s+/g, " ").slice(0, 300) }
