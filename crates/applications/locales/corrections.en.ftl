## Single answers returned for correction

desk-ask-questions = Answers to correct
desk-ask-questions-hint = The applicant can change these alone. Tick nothing if you only need words or documents
applications-said-to-correct = To correct: { $titles }
applications-said-corrected = { $title }: was “{ $before }”, is “{ $after }”
applications-said-nothing = no answer
corrections-instead = Answer without correcting anything
corrections-open = Correct the answers
corrections-title = Correct your answers
corrections-intro = The agency returned only these answers to you. The others stay as you sent them.
corrections-words = Explanation for the agency (optional)
corrections-send = Send the corrections
corrections-back = Back to the application
corrections-unchanged = You changed nothing. Correct an answer, or say why it is right.
corrections-lead-elsewhere = These answers would change other questions, the fee or the conditions of the service, so they cannot be corrected here. Take the application back and send it anew, or answer the agency in words.
